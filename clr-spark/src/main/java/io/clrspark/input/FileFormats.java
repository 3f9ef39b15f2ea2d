package io.clrspark.input;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.csv.CsvSource;
import io.clrspark.source.file.DataFiles;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.idx.IdxSource;
import io.clrspark.source.image.ImageSource;
import io.clrspark.source.libsvm.LibSvmSource;
import io.clrspark.source.parquet.ParquetSource;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Opens files in the format that {@code spark.clr.data.format} names. */
final class FileFormats {

  private FileFormats() {}

  /**
   * The rows of the files at a path. Finds the files and reads their layout.
   *
   * @param path the property that names them
   * @param labels the property that names the files of labels, for formats that have such files
   * @throws io.clrspark.ClrException if there are no files, or their layout is wrong
   */
  static FileSource<?> open(
      JavaSparkContext spark, ClrConf conf, Property<String> path, Property<String> labels) {
    double divisor = conf.get(DataProperties.DIVIDE);
    return read(spark, conf, path, labels).adjusted(row -> row.divide(divisor));
  }

  private static FileSource<?> read(
      JavaSparkContext spark, ClrConf conf, Property<String> path, Property<String> labels) {
    return switch (conf.get(DataProperties.FORMAT)) {
      case CSV -> CsvSource.of(spark, conf, files(spark, conf, path));
      case IDX -> IdxSource.of(spark, conf, files(spark, conf, path), labels);
      case LIBSVM -> LibSvmSource.of(spark, files(spark, conf, path), features(conf));
      case PARQUET -> ParquetSource.of(spark, conf, files(spark, conf, path));
      case IMAGES -> ImageSource.of(spark, conf, path);
    };
  }

  private static List<String> files(JavaSparkContext spark, ClrConf conf, Property<String> path) {
    return DataFiles.of(path, conf.get(path), spark.hadoopConfiguration());
  }

  private static Optional<Integer> features(ClrConf conf) {
    return conf.set(DataProperties.SHAPE)
        .map(sizes -> sizes.stream().reduce(1, Math::multiplyExact));
  }
}
