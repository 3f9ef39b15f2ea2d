package io.clrspark.source.parquet;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.BadValueException;
import io.clrspark.source.RowReader;
import io.clrspark.source.file.DamagedFiles;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameColumns;
import io.clrspark.source.frame.FrameRow;
import io.clrspark.source.frame.FrameRowReader;
import io.clrspark.source.image.ImageDecoder;
import io.clrspark.source.image.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Spark may split the files. Each row knows its place in its file.
 */
@Internal
public final class ParquetSource {

  private final ClrConf conf;
  private final List<String> files;
  private final Dataset<Row> frame;
  private final String label;

  private ParquetSource(ClrConf conf, List<String> files, Dataset<Row> frame) {
    this.conf = conf;
    this.files = files;
    this.frame = frame;
    this.label = label(frame.columns());
  }

  /**
   * The rows of these files. For images whose shape no property gives, a Spark job reads the first.
   *
   * @throws ClrException if a file is not a Parquet file, or a column is missing or holds no
   *     numbers
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
            .orElseGet(
                () -> Arrays.stream(frame.columns()).filter(name -> !name.equals(label)).toList());
    List<ColumnReader> features = new ArrayList<>();
    List<Column> selected = new ArrayList<>();
    for (String name : names) {
      features.add(numbers(DataProperties.FEATURE_COLUMNS, name, features.size()));
      selected.add(frame.col(name));
    }
    FrameRowReader reader = new FrameRowReader(features, List.of(label(selected.size())));
    selected.add(frame.col(label));
    return new FileSource<>(
        FileRows.ofParquet(frame, selected), reader, files, List.of(), List.of());
  }

  private FileSource<?> ofImages(String image) {
    Property<String> property = DataProperties.IMAGE_COLUMN;
    if (!(type(property, image) instanceof BinaryType)) {
      throw ClrException.invalid(
          property, image, "it is " + type(property, image).catalogString() + ", not binary");
    }
    ImageShape shape = ImageShape.of(conf).orElseGet(() -> firstShape(image));
    List<Column> selected = List.of(frame.col(image), frame.col(label));
    return new FileSource<>(
        FileRows.ofParquet(frame, selected),
        images(shape, label(1)),
        files,
        shape.sizes(),
        List.of());
  }

  /** Reads the image in the first column. */
  private static RowReader<FrameRow> images(ImageShape shape, ColumnReader label) {
    return (row, features, labels) -> {
      if (row.values().isNullAt(0)) {
        throw new BadValueException("its image is null");
      }
      ImageDecoder.read(row.values().getBinary(0), shape, features);
      label.read(row.values(), labels);
    };
  }

  private ImageShape firstShape(String image) {
    List<Row> first =
        frame.select(frame.col(image)).where(frame.col(image).isNotNull()).takeAsList(1);
    if (first.isEmpty()) {
      throw ClrException.invalid(DataProperties.IMAGE_COLUMN, image, "it has no image");
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
      throw ClrException.invalid(
          DataProperties.LABEL_COLUMN, label, "it holds arrays, not class numbers");
    }
    return reader;
  }

  private ColumnReader numbers(Property<?> property, String name, int ordinal) {
    DataType type = type(property, name);
    if (!ColumnReader.isReadable(type)) {
      throw ClrException.invalid(
          property,
          name,
          "it is " + type.catalogString() + "; give numbers, arrays of numbers or vectors");
    }
    return new ColumnReader(name, ordinal, type);
  }

  private DataType type(Property<?> property, String name) {
    return FrameColumns.type(frame, name)
        .orElseThrow(
            () ->
                ClrException.invalid(
                    property,
                    name,
                    "the files have no such column; the nearest is "
                        + FrameColumns.nearest(frame, name)));
  }

  /** The name of the label's column, which the property gives by name, first, last or index. */
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
}
