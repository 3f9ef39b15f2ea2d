package io.clrspark.source.csv;

import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.file.FilePartitions;
import io.clrspark.source.file.FileSource;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Rows of CSV files, plain or compressed. There is one partition per file. */
@Internal
public final class CsvSource {

  private CsvSource() {}

  /** The rows of these files. */
  public static FileSource<?> of(JavaSparkContext spark, ClrConf conf, List<String> files) {
    CsvFormat format = CsvFormat.of(conf);
    List<String> classes = conf.set(DataProperties.CLASS_NAMES).orElse(List.of());
    return new FileSource<>(
        FilePartitions.of(spark, files, (index, file, hadoop) -> new CsvRows(format, file, hadoop)),
        new CsvRowReader(classes),
        files,
        List.of(),
        classes);
  }
}
