package io.clrspark.source.libsvm;

import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.ClassNames;
import io.clrspark.source.RowReader;
import io.clrspark.source.encode.RowColumns;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.FileContent;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameRow;
import io.clrspark.source.table.TableSource;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lines of LIBSVM files, plain or compressed. Empty lines, and what follows a #, are skipped. A
 * feature that a line does not name is 0, so lines may have fewer than others.
 */
@Internal
public final class LibSvmSource {

  private LibSvmSource() {}

  /** The lines of these files; as many features as the largest index, or as the shape says. */
  public static FileSource of(JavaSparkContext spark, ClrConf conf, List<DataFile> files) {
    List<String> classes = conf.set(DataProperties.CLASS_NAMES).orElse(List.of());
    RowReader<FrameRow> numbers = new LibSvmRowReader(most(conf));
    RowReader<FrameRow> reader =
        classes.isEmpty() ? numbers : new ClassNames(classes).named(numbers);
    return of(spark, files, reader, classes);
  }

  /** The same without the lines' labels, which must be numbers. */
  public static FileSource unlabelled(JavaSparkContext spark, ClrConf conf, List<DataFile> files) {
    LibSvmRowReader numbers = new LibSvmRowReader(most(conf));
    return of(
        spark,
        files,
        (row, features, labels) -> {
          numbers.read(row, features, labels);
          labels.clear();
        },
        List.of());
  }

  /** Features per example; 0 if the largest index decides. */
  private static int most(ClrConf conf) {
    return conf.set(DataProperties.SHAPE)
        .map(sizes -> sizes.stream().reduce(1, Math::multiplyExact))
        .orElse(0);
  }

  private static FileSource of(
      JavaSparkContext spark,
      List<DataFile> files,
      RowReader<FrameRow> reader,
      List<String> classes) {
    FileContent.requireReadable(files, spark.hadoopConfiguration());
    Dataset<Row> lines = TableSource.lines(spark, files);
    Dataset<Row> filled = lines.where("trim(regexp_replace(value, '#.*|\\\\s+', ' ')) != ''");
    JavaRDD<FrameRow> rows = FileRows.of(filled, List.of(filled.col("value")));
    return new FileSource(
        List.of(new FileSource.Part<>(rows, reader)),
        files.stream().map(DataFile::path).toList(),
        List.of(),
        classes,
        RowColumns.none(),
        true);
  }
}
