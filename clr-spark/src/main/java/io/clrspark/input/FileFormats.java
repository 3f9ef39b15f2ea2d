package io.clrspark.input;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.choice.DataFormat;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.RowColumns;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.DataFiles;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.idx.IdxSource;
import io.clrspark.source.image.ImageSource;
import io.clrspark.source.libsvm.LibSvmSource;
import io.clrspark.source.table.TableSource;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/** Opens data in the format that {@code spark.clr.data.format} names. */
final class FileFormats {

  private final JavaSparkContext spark;
  private final ClrConf conf;
  private final Consumer<String> notes;

  FileFormats(JavaSparkContext spark, ClrConf conf, Consumer<String> notes) {
    this.spark = spark;
    this.conf = conf;
    this.notes = notes;
  }

  /**
   * The rows to train on. Finds the files and reads their layout.
   *
   * @param known the categories of a model that is trained further; empty if the rows decide
   * @throws io.clrspark.ClrException if there are no files, or their layout is wrong
   */
  FileSource train(List<Category> known) {
    return open(
        DataProperties.PATH,
        DataProperties.LABELS_PATH,
        DataProperties.QUERY,
        RowColumns.none(),
        known);
  }

  /** The rows of held-out data, with the columns of the rows to train on. */
  FileSource test(FileSource train) {
    Property<String> query =
        conf.set(DataProperties.TEST_QUERY).isPresent()
            ? DataProperties.TEST_QUERY
            : DataProperties.QUERY;
    return open(
        DataProperties.TEST_PATH,
        DataProperties.TEST_LABELS_PATH,
        query,
        train.columns().withoutWeight(),
        List.of());
  }

  /**
   * Rows to score.
   *
   * @param name what named the paths, for messages
   * @param columns the features' columns, and the labels' if there are labels; none if the
   *     properties choose
   */
  FileSource scored(Object name, List<String> paths, RowColumns columns, boolean hasLabels) {
    DataFormat format = conf.get(DataProperties.FORMAT);
    if (format == DataFormat.IMAGES && hasLabels) {
      return ImageSource.of(spark, conf, DataProperties.PATH, notes);
    }
    List<DataFile> files =
        DataFiles.of(name, paths, spark.hadoopConfiguration(), format.isTable(), notes);
    return switch (format) {
      case IDX ->
          hasLabels
              ? IdxSource.of(spark, conf, files, DataProperties.LABELS_PATH, notes)
              : IdxSource.unlabelled(spark, files);
      case LIBSVM ->
          hasLabels
              ? LibSvmSource.of(spark, conf, files)
              : LibSvmSource.unlabelled(spark, conf, files);
      case IMAGES -> ImageSource.unlabelled(spark, conf, files);
      case CSV, PARQUET, ORC, JSON, AVRO ->
          hasLabels
              ? TableSource.of(spark, conf, files, DataProperties.QUERY, columns, List.of(), notes)
              : TableSource.unlabelled(spark, conf, files, columns, notes);
    };
  }

  private FileSource open(
      Property<String> path,
      Property<String> labels,
      Property<String> query,
      RowColumns columns,
      List<Category> known) {
    return switch (conf.get(DataProperties.FORMAT)) {
      case IDX -> IdxSource.of(spark, conf, files(path, false), labels, notes);
      case LIBSVM -> LibSvmSource.of(spark, conf, files(path, false));
      case IMAGES -> ImageSource.of(spark, conf, path, notes);
      case CSV, PARQUET, ORC, JSON, AVRO -> {
        boolean hasFiles = conf.set(path).isPresent() || conf.set(query).isEmpty();
        List<DataFile> files = hasFiles ? files(path, true) : List.of();
        yield TableSource.of(spark, conf, files, query, columns, known, notes);
      }
    };
  }

  private List<DataFile> files(Property<String> path, boolean hasPartitions) {
    return DataFiles.of(path, conf.get(path), spark.hadoopConfiguration(), hasPartitions, notes);
  }
}
