package io.clrspark.source.libsvm;

import io.clrspark.Internal;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Lines of LIBSVM files, plain or compressed. Empty lines and those that start with # are skipped.
 * Spark does not split the files, so that the place of a line in its file is known.
 */
@Internal
public final class LibSvmSource {

  private static final long WHOLE = 1L << 40;

  private LibSvmSource() {}

  /**
   * The lines of these files.
   *
   * @param known features per example; if empty, a Spark job finds the largest index
   */
  public static FileSource<?> of(
      JavaSparkContext spark, List<String> files, Optional<Integer> known) {
    SparkSession session =
        SparkSession.builder().sparkContext(spark.sc()).getOrCreate().newSession();
    session.conf().set("spark.sql.files.maxPartitionBytes", WHOLE);
    session.conf().set("spark.sql.files.openCostInBytes", WHOLE);
    Dataset<Row> lines = session.read().text(files.toArray(new String[0]));
    Dataset<Row> filled = lines.where("trim(value) != '' AND NOT startswith(trim(value), '#')");
    JavaRDD<FrameRow> rows = FileRows.of(filled, List.of(filled.col("value")));
    int features = known.orElseGet(() -> features(rows));
    return new FileSource<>(rows, new LibSvmRowReader(features), files, List.of(), List.of());
  }

  private static int features(JavaRDD<FrameRow> rows) {
    int most = rows.map(row -> largestIndex(row.values().getString(0)) + 1).fold(0, Math::max);
    return Math.min(most, NumberBuffer.MOST); // a larger index is reported as a bad row
  }

  /** Of a line that cannot be read, -1: the first pass over all rows reports it. */
  private static int largestIndex(String line) {
    try {
      return Arrays.stream(LibSvmRowReader.parse(line)._2()).max().orElse(-1);
    } catch (BadValueException e) {
      return -1;
    }
  }
}
