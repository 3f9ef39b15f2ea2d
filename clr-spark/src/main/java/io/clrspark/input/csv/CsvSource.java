package io.clrspark.input.csv;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.input.FilePartitions;
import io.clrspark.input.Source;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Rows of CSV files, plain or compressed; a partition a file. */
public final class CsvSource {

  private CsvSource() {}

  /** The rows of these files. */
  public static Source<?> of(JavaSparkContext spark, ClrConf conf, List<String> files) {
    CsvFormat format = new CsvFormat(conf);
    List<String> classes = conf.set(DataProperties.CLASS_NAMES).orElse(List.of());
    return new Source<>(
        FilePartitions.of(spark, files, (index, file, hadoop) -> new CsvRows(format, file, hadoop)),
        new CsvReader(classes),
        files,
        List.of(),
        classes);
  }
}
