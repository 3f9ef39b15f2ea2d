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
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.RowColumns;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.frame.CategoryReader;
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
  private final RowColumns columns;

  private TableSource(ClrConf conf, RowColumns columns) {
    this.conf = conf;
    this.rules = CellRules.of(conf);
    this.columns = columns;
  }

  /**
   * The rows of the files at a path, or of a query over them. For images whose shape no property
   * gives, a Spark job reads the first; for categories whose values are not known, one reads all.
   *
   * @param files the files; empty for a query over tables of the catalog
   * @param query the property with the query
   * @param columns the columns, where other data has decided them; else none
   * @param known the categories of a model that is trained further; empty if the rows decide
   * @param notes takes a line for each column that is left out
   * @throws ClrException if a file cannot be read, or a column is missing or holds no numbers
   */
  public static FileSource of(
      JavaSparkContext spark,
      ClrConf conf,
      List<DataFile> files,
      Property<String> query,
      RowColumns columns,
      List<Category> known,
      Consumer<String> notes) {
    List<TableFiles> tables = tables(spark, conf, files, query, notes);
    if (tables.isEmpty()) {
      return FileSource.none();
    }
    boolean isFirst = columns.isEmpty();
    TableColumns first = new TableColumns(conf, tables.get(0), notes);
    RowColumns chosen = isFirst ? first.chosen() : first.actual(columns);
    for (TableFiles table : tables) {
      new TableColumns(conf, table, notes).requireSame(chosen.names(), tables.get(0), isFirst);
    }
    if (isFirst) {
      chosen = withValues(conf, tables, chosen, known);
    }
    return new TableSource(conf, chosen).open(tables, files.stream().map(DataFile::path).toList());
  }

  private static RowColumns withValues(
      ClrConf conf, List<TableFiles> tables, RowColumns chosen, List<Category> known) {
    List<Category> categories =
        known.isEmpty()
            ? new CategoryScan(conf, tables).values(chosen.categories())
            : known(chosen.categories(), known);
    return new RowColumns(chosen.numbers(), categories, chosen.labels(), chosen.weight());
  }

  /** The categories of a model, which the columns must be. */
  private static List<Category> known(List<Category> columns, List<Category> known) {
    List<String> names = columns.stream().map(Category::column).toList();
    List<String> expected = known.stream().map(Category::column).toList();
    if (!names.equals(expected)) {
      throw ClrException.invalid(
          DataProperties.CATEGORICAL_COLUMNS,
          DataProperties.CATEGORICAL_COLUMNS.format(names),
          "the loaded model was trained on the categories "
              + DataProperties.CATEGORICAL_COLUMNS.format(expected));
    }
    return known;
  }

  /**
   * The features of such rows, without a label.
   *
   * @param features the columns that a model was trained on; none for all but those that properties
   *     name as something else
   * @throws ClrException if a file cannot be read, or a column is missing or holds no numbers
   */
  public static FileSource unlabelled(
      JavaSparkContext spark,
      ClrConf conf,
      List<DataFile> files,
      RowColumns features,
      Consumer<String> notes) {
    List<TableFiles> tables = tables(spark, conf, files, DataProperties.QUERY, notes);
    if (tables.isEmpty()) {
      return FileSource.none();
    }
    TableColumns first = new TableColumns(conf, tables.get(0), notes);
    RowColumns chosen = features.isEmpty() ? first.features() : first.actual(features);
    tables.forEach(table -> new TableColumns(conf, table, notes).requireAll(chosen.names()));
    return new TableSource(conf, chosen).open(tables, files.stream().map(DataFile::path).toList());
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
        columns.labels().isEmpty()
            ? List.of()
            : conf.set(DataProperties.CLASS_NAMES).orElse(List.of()),
        columns,
        false);
  }

  private FileSource.Part<FrameRow> part(TableFiles table, Optional<ImageShape> shape) {
    SelectedColumns selected = new SelectedColumns(table, rules);
    List<ColumnReader> numbers = new ArrayList<>();
    for (String name : columns.numbers()) {
      if (shape.isPresent()) {
        selected.add(name);
      } else {
        numbers.add(selected.reader(DataProperties.FEATURE_COLUMNS, name));
      }
    }
    List<CategoryReader> categories =
        columns.categories().stream()
            .map(category -> selected.category(category.column(), category.found()))
            .toList();
    List<ColumnReader> labels =
        columns.labels().stream()
            .map(name -> selected.number(DataProperties.LABEL_COLUMN, name))
            .toList();
    FrameRowReader plain =
        new FrameRowReader(
            numbers,
            labels,
            conf.set(DataProperties.CLASS_NAMES).map(ClassNames::new).orElse(null));
    RowReader<FrameRow> reader =
        shape.isPresent() ? images(shape.get(), plain) : whole(table, selected, plain);
    if (!categories.isEmpty()) {
      reader = categorized(reader, categories);
    }
    if (!columns.weight().isEmpty()) {
      reader = weighted(reader, selected.number(DataProperties.WEIGHT_COLUMN, columns.weight()));
    }
    return new FileSource.Part<>(FileRows.of(table.frame(), selected.columns()), reader);
  }

  /** Adds the numbers of the categories' values to the features. */
  private static RowReader<FrameRow> categorized(
      RowReader<FrameRow> others, List<CategoryReader> categories) {
    List<CategoryReader> sent = new ArrayList<>(categories);
    return (row, features, labels) -> {
      others.read(row, features, labels);
      for (CategoryReader category : sent) {
        features.add(category.read(row.values()));
      }
    };
  }

  /** Adds the weight to the labels. */
  private static RowReader<FrameRow> weighted(RowReader<FrameRow> others, ColumnReader weight) {
    return (row, features, labels) -> {
      others.read(row, features, labels);
      weight.read(row.values(), labels);
    };
  }

  /** Refuses rows of CSV files that have another number of columns. */
  private RowReader<FrameRow> whole(
      TableFiles table, SelectedColumns selected, FrameRowReader numbers) {
    if (table.columns().find(CsvDialect.REST).isEmpty()) {
      return numbers;
    }
    int ordinal = selected.add(CsvDialect.REST);
    CsvDialect dialect = CsvDialect.of(conf);
    String expected =
        (dialect.hasHeader() ? "the header has " : "the first row has ") + table.count();
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
    FrameColumns.Found image = SelectedColumns.find(table, columns.numbers().get(0));
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
