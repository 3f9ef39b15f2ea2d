package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.files.ErrorText;
import io.clrspark.source.BadValueException;
import io.clrspark.source.ClassNames;
import io.clrspark.source.RowReader;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.frame.CellRules;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameColumns;
import io.clrspark.source.frame.FrameRow;
import io.clrspark.source.frame.FrameRowReader;
import io.clrspark.source.image.ImageDecoder;
import io.clrspark.source.image.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StringType;

/**
 * Rows of tables, whatever their format: files that Spark reads as frames, or the result of a
 * query. Columns go by name, so files and held-out data may have them in another order and type.
 */
@Internal
public final class TableSource {

  private static final String VIEW = "data";

  /** Spark's default; of wide tables fewer, since a task has arrays for as many cells. */
  private static final int MOST_ROWS = 4096;

  private static final int MOST_CELLS = 1 << 22;

  private final ClrConf conf;
  private final CellRules rules;
  private final List<String> columns;
  private final boolean hasLabel;

  private TableSource(ClrConf conf, List<String> columns, boolean hasLabel) {
    this.conf = conf;
    this.rules = CellRules.of(conf);
    this.columns = columns;
    this.hasLabel = hasLabel;
  }

  /**
   * The rows of the files at a path, or of a query over them. For images whose shape no property
   * gives, a Spark job reads the first.
   *
   * @param files the files; empty for a query over tables of the catalog
   * @param query the property with the query
   * @param columns the names of features and label, where other data has decided them; else empty
   * @param notes takes a line for each column that is left out
   * @throws ClrException if a file cannot be read, or a column is missing or holds no numbers
   */
  public static FileSource of(
      JavaSparkContext spark,
      ClrConf conf,
      List<DataFile> files,
      Property<String> query,
      List<String> columns,
      Consumer<String> notes) {
    List<TableFiles> tables = tables(spark, conf, files, query, notes);
    if (tables.isEmpty()) {
      return new FileSource(List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }
    boolean isFirst = columns.isEmpty();
    List<String> chosen = isFirst ? new TableColumns(conf, tables.get(0), notes).chosen() : columns;
    List<String> paths = files.stream().map(DataFile::path).toList();
    for (TableFiles table : tables) {
      new TableColumns(conf, table, notes).requireSame(chosen, tables.get(0), isFirst);
    }
    return new TableSource(conf, chosen, true).open(tables, paths);
  }

  /**
   * The features of such rows, without a label.
   *
   * @param features the columns that a model was trained on; empty for all but a label that a
   *     property names
   * @throws ClrException if a file cannot be read, or a column is missing or holds no numbers
   */
  public static FileSource unlabelled(
      JavaSparkContext spark,
      ClrConf conf,
      List<DataFile> files,
      List<String> features,
      Consumer<String> notes) {
    List<TableFiles> tables = tables(spark, conf, files, DataProperties.QUERY, notes);
    if (tables.isEmpty()) {
      return new FileSource(List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }
    List<String> chosen =
        features.isEmpty() ? new TableColumns(conf, tables.get(0), notes).features() : features;
    tables.forEach(table -> new TableColumns(conf, table, notes).requireAll(chosen));
    return new TableSource(conf, chosen, false)
        .open(tables, files.stream().map(DataFile::path).toList());
  }

  private static List<TableFiles> tables(
      JavaSparkContext spark,
      ClrConf conf,
      List<DataFile> files,
      Property<String> query,
      Consumer<String> notes) {
    SparkSession session = session(spark);
    session.conf().set("spark.sql.legacy.parquet.nanosAsLong", true);
    session.conf().set("spark.sql.csv.parser.columnPruning.enabled", false); // checks all columns
    Optional<String> sql = conf.set(query);
    boolean isCaseSensitive = FrameColumns.isCaseSensitive(session);
    session.conf().set("spark.sql.caseSensitive", isCaseSensitive || sql.isEmpty());
    List<TableFiles> tables =
        files.isEmpty()
            ? List.of()
            : new TableFormats(session, conf, isCaseSensitive, notes).frames(files);
    if (sql.isPresent()) {
      tables = List.of(query(session, tables, query, sql.get()));
    }
    int widest = tables.stream().mapToInt(TableFiles::count).max().orElse(1);
    for (String format : List.of("parquet", "orc")) {
      session
          .conf()
          .set(
              "spark.sql." + format + ".columnarReaderBatchSize",
              Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / widest)));
    }
    return tables;
  }

  /** The lines of text files, in a column {@code value}. */
  public static Dataset<Row> lines(JavaSparkContext spark, List<DataFile> files) {
    return ListedFiles.lines(session(spark), files);
  }

  private static SparkSession session(JavaSparkContext spark) {
    return SparkSession.builder().sparkContext(spark.sc()).getOrCreate().newSession();
  }

  private static TableFiles query(
      SparkSession session, List<TableFiles> tables, Property<String> property, String sql) {
    try {
      tables.stream()
          .map(table -> table.frame())
          .reduce(Dataset::unionByName)
          .ifPresent(all -> all.drop(CsvDialect.REST).createOrReplaceTempView(VIEW));
      return new TableFiles(
          session.sql(sql), List.of(), FrameColumns.isCaseSensitive(session), List.of());
    } catch (Exception e) { // Scala's methods do not declare what they throw
      throw ClrException.invalid(property, sql, ErrorText.reason(e), e);
    }
  }

  private FileSource open(List<TableFiles> tables, List<String> files) {
    Optional<ImageShape> shape =
        conf.set(DataProperties.IMAGE_COLUMN).map(image -> imageShape(tables.get(0), image));
    List<FileSource.Part<?>> parts = new ArrayList<>();
    for (TableFiles table : tables) {
      parts.add(part(table, shape));
    }
    return new FileSource(
        parts,
        files,
        shape.map(ImageShape::sizes).orElse(List.of()),
        hasLabel ? conf.set(DataProperties.CLASS_NAMES).orElse(List.of()) : List.of(),
        columns,
        false);
  }

  private FileSource.Part<FrameRow> part(TableFiles table, Optional<ImageShape> shape) {
    FrameColumns all = table.columns();
    List<Column> selected = new ArrayList<>();
    List<ColumnReader> features = new ArrayList<>();
    int count = hasLabel ? columns.size() - 1 : columns.size();
    for (int i = 0; i < count; i++) {
      FrameColumns.Found found = find(all, table, i);
      selected.add(found.column());
      if (shape.isEmpty()) {
        features.add(reader(DataProperties.FEATURE_COLUMNS, table, found, i));
      }
    }
    List<ColumnReader> labels = hasLabel ? List.of(label(all, table, selected)) : List.of();
    FrameRowReader numbers =
        new FrameRowReader(
            features,
            labels,
            conf.set(DataProperties.CLASS_NAMES).map(ClassNames::new).orElse(null));
    RowReader<FrameRow> reader =
        shape.isPresent() ? images(shape.get(), numbers) : whole(all, selected, numbers);
    return new FileSource.Part<>(FileRows.of(table.frame(), selected), reader);
  }

  private ColumnReader label(FrameColumns all, TableFiles table, List<Column> selected) {
    int label = columns.size() - 1;
    FrameColumns.Found found = find(all, table, label);
    selected.add(found.column());
    ColumnReader reader = reader(DataProperties.LABEL_COLUMN, table, found, label);
    if (!reader.isNumber()) {
      throw ClrException.invalid(
          DataProperties.LABEL_COLUMN, columns.get(label), "it holds arrays, not class numbers");
    }
    return reader;
  }

  private FrameColumns.Found find(FrameColumns all, TableFiles table, int column) {
    String name = columns.get(column);
    return all.find(name)
        .orElseThrow(
            () ->
                new ClrException(
                    "Cannot read column %s of %s: %s."
                        .formatted(name, table.source(), all.whyNone(name))));
  }

  private ColumnReader reader(
      Property<?> property, TableFiles table, FrameColumns.Found found, int column) {
    String name = columns.get(column);
    if (!ColumnReader.isReadable(found.type()) && !(found.type() instanceof StringType)) {
      throw ClrException.invalid(
          property,
          name,
          "it is %s; give numbers, arrays of numbers or vectors, leave it out by %s, or cast it in %s"
              .formatted(
                  found.type().catalogString(), DataProperties.DROP_COLUMNS, DataProperties.QUERY));
    }
    return new ColumnReader(table.shown(name), column, found.type(), rules);
  }

  /** Refuses rows of CSV files that have another number of columns. */
  private RowReader<FrameRow> whole(
      FrameColumns all, List<Column> selected, FrameRowReader numbers) {
    Optional<FrameColumns.Found> rest = all.find(CsvDialect.REST);
    if (rest.isEmpty()) {
      return numbers;
    }
    int ordinal = selected.size();
    selected.add(rest.get().column());
    CsvDialect dialect = CsvDialect.of(conf);
    String expected =
        (dialect.hasHeader() ? "the header has " : "the first row has ") + (all.names().size() - 1);
    return (row, features, labels) -> {
      if (!row.values().isNullAt(ordinal)) {
        int count = dialect.columns(row.values().getString(ordinal)).length;
        throw new BadValueException("it has " + count + " columns, " + expected);
      }
      numbers.read(row, features, labels);
    };
  }

  /** Reads the image in the first column. */
  private static RowReader<FrameRow> images(ImageShape shape, FrameRowReader label) {
    return (row, features, labels) -> {
      if (row.values().isNullAt(0)) {
        throw new BadValueException("its image is null");
      }
      ImageDecoder.read(row.values().getBinary(0), shape, features);
      label.read(row, features, labels);
    };
  }

  private ImageShape imageShape(TableFiles table, String name) {
    FrameColumns.Found image = find(table.columns(), table, 0);
    if (!(image.type() instanceof BinaryType)) {
      throw ClrException.invalid(
          DataProperties.IMAGE_COLUMN,
          name,
          "it is " + image.type().catalogString() + ", not binary");
    }
    return ImageShape.of(conf).orElseGet(() -> firstShape(table.frame(), image.column(), name));
  }

  private static ImageShape firstShape(Dataset<Row> frame, Column image, String name) {
    List<Row> first = frame.select(image).where(image.isNotNull()).takeAsList(1);
    if (first.isEmpty()) {
      throw ClrException.invalid(DataProperties.IMAGE_COLUMN, name, "it has no image");
    }
    try {
      return ImageDecoder.shape(first.get(0).getAs(0));
    } catch (BadValueException e) {
      throw new ClrException(
          "Cannot read the first image of column " + name + ": " + e.reason() + ".", e);
    }
  }
}
