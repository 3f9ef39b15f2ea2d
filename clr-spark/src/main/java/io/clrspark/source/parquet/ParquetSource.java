package io.clrspark.source.parquet;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.BadValueException;
import io.clrspark.source.file.DamagedFiles;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameColumns;
import io.clrspark.source.image.ImageDecoder;
import io.clrspark.source.image.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;

/**
 * Rows of Parquet files: numbers, arrays and vectors in columns, or a column of encoded images.
 * Spark splits the files as it likes; each row knows its place in its file.
 */
@Internal
public final class ParquetSource {

  private final ClrConf conf;
  private final List<String> files;
  private final FrameColumns columns;
  private final String label;

  private ParquetSource(ClrConf conf, List<String> files, Dataset<Row> frame) {
    this.conf = conf;
    this.files = files;
    this.columns = new FrameColumns(frame);
    this.label = label(frame.columns());
  }

  /**
   * The rows of these files. Where there are images and no property says their shape, a Spark job
   * reads the first.
   *
   * @throws ClrException if a file is none of Parquet, or a column is missing or of a type that
   *     holds no numbers
   */
  public static FileSource<?> of(JavaSparkContext spark, ClrConf conf, List<String> files) {
    ParquetFiles.requireWhole(files, spark.hadoopConfiguration());
    SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    Dataset<Row> frame = frame(session, files);
    ParquetSource source = new ParquetSource(conf, files, frame);
    Optional<String> image = conf.set(DataProperties.IMAGE_COLUMN);
    return image.isPresent() ? source.ofImages(image.get()) : source.ofNumbers();
  }

  private static Dataset<Row> frame(SparkSession session, List<String> files) {
    try {
      return session.read().parquet(files.toArray(new String[0]));
    } catch (Exception e) { // Spark's is checked, and thrown undeclared
      throw DamagedFiles.of(files.get(0), e);
    }
  }

  private FileSource<?> ofNumbers() {
    List<String> names =
        conf.set(DataProperties.FEATURE_COLUMNS)
            .orElseGet(() -> columns.names().stream().filter(name -> !name.equals(label)).toList());
    List<ColumnReader> features = new ArrayList<>();
    List<Column> selected = new ArrayList<>();
    for (String name : names) {
      features.add(numbers(DataProperties.FEATURE_COLUMNS, name, features.size()));
      selected.add(columns.column(name));
    }
    ParquetRowReader reader =
        ParquetRowReader.ofNumbers(List.copyOf(features), label(selected.size()));
    selected.add(columns.column(label));
    return FileSource.ofNumbers(FileRows.ofParquet(columns.frame(), selected), reader, files);
  }

  private FileSource<?> ofImages(String image) {
    Property<String> property = DataProperties.IMAGE_COLUMN;
    if (!(type(property, image) instanceof BinaryType)) {
      throw invalid(
          property, image, "it is " + type(property, image).catalogString() + ", not binary");
    }
    ImageSize shape = ImageSize.of(conf).orElseGet(() -> firstShape(image));
    List<Column> selected = List.of(columns.column(image), columns.column(label));
    return new FileSource<>(
        FileRows.ofParquet(columns.frame(), selected),
        ParquetRowReader.ofImages(shape, label(1)),
        files,
        shape.sizes(),
        List.of());
  }

  private ImageSize firstShape(String image) {
    List<Row> first =
        columns
            .frame()
            .select(columns.column(image))
            .where(columns.column(image).isNotNull())
            .takeAsList(1);
    if (first.isEmpty()) {
      throw invalid(DataProperties.IMAGE_COLUMN, image, "it has no image");
    }
    try {
      return ImageDecoder.shape(first.get(0).getAs(0));
    } catch (BadValueException e) {
      throw new ClrException(
          "Cannot read the first image of column " + image + ": " + e.reason() + ".", e);
    }
  }

  private ColumnReader label(int ordinal) {
    ColumnReader reader = numbers(DataProperties.LABEL_COLUMN, label, ordinal);
    if (!reader.isNumber()) {
      throw invalid(DataProperties.LABEL_COLUMN, label, "it holds arrays, not class numbers");
    }
    return reader;
  }

  private ColumnReader numbers(Property<?> property, String name, int ordinal) {
    DataType type = type(property, name);
    if (!ColumnReader.isReadable(type)) {
      throw invalid(
          property,
          name,
          "it is " + type.catalogString() + "; give numbers, arrays of numbers or vectors");
    }
    return new ColumnReader(name, ordinal, type);
  }

  private DataType type(Property<?> property, String name) {
    return columns
        .type(name)
        .orElseThrow(
            () ->
                invalid(
                    property,
                    name,
                    "the files have no such column; the nearest is " + columns.nearest(name)));
  }

  /** The label's column by name, or first, last, or its index. */
  private String label(String[] names) {
    String wanted = conf.get(DataProperties.LABEL_COLUMN);
    if (List.of(names).contains(wanted)) {
      return wanted;
    }
    return switch (wanted) {
      case "first" -> names[0];
      case "last" -> names[names.length - 1];
      default ->
          wanted.matches("\\d{1,9}") && Integer.parseInt(wanted) < names.length
              ? names[Integer.parseInt(wanted)]
              : wanted;
    };
  }

  private static ClrException invalid(Property<?> property, String value, String reason) {
    return new ClrException("Invalid " + property + ": " + value + " (" + reason + ")");
  }
}
