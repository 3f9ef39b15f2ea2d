package io.clrspark.input;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.choice.DataFormat;
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

/** The formats that {@code spark.clr.data.format} names. */
final class Formats {

  private Formats() {}

  /**
   * The rows of the files at a path; finds the files and reads what says their layout.
   *
   * @param path names them
   * @param labels names the files of labels, where a format has such
   * @throws io.clrspark.ClrException if there are none, or their layout is not what it should be
   */
  static FileSource<?> open(
      JavaSparkContext spark, ClrConf conf, Property<String> path, Property<String> labels) {
    return read(spark, conf, path, labels).dividedBy(conf.get(DataProperties.DIVIDE));
  }

  private static FileSource<?> read(
      JavaSparkContext spark, ClrConf conf, Property<String> path, Property<String> labels) {
    DataFormat format = conf.get(DataProperties.FORMAT);
    if (format == DataFormat.IMAGES) {
      return ImageSource.of(spark, conf, path);
    }
    List<String> files = DataFiles.of(path, conf.get(path), spark.hadoopConfiguration());
    return switch (format) {
      case CSV -> CsvSource.of(spark, conf, files);
      case IDX -> IdxSource.of(spark, conf, files, labels);
      case LIBSVM -> LibSvmSource.of(spark, files, features(conf));
      case PARQUET -> ParquetSource.of(spark, conf, files);
      case IMAGES -> throw new IllegalArgumentException("No list of files: " + format);
    };
  }

  private static Optional<Integer> features(ClrConf conf) {
    return conf.set(DataProperties.SHAPE)
        .map(sizes -> sizes.stream().reduce(1, Math::multiplyExact));
  }
}
