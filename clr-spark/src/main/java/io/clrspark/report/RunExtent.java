package io.clrspark.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The first and last values of a run's rows.
 *
 * @param first the first iteration
 * @param last the last iteration; less than the first if there is none
 * @param lowestLr the lowest rate
 * @param highestLr the highest rate
 * @param notFinite the first iteration with a loss that is NaN or infinite; NaN if there is none
 * @param newest when the last update ended
 */
record RunExtent(
    long first, long last, double lowestLr, double highestLr, double notFinite, Instant newest) {

  /**
   * The extent of a table of iterations.
   *
   * @param iterations rows of iteration, lr, not_finite, ts
   */
  static RunExtent of(Dataset<Row> iterations) {
    Row row =
        iterations
            .agg(
                min("iteration"),
                max("iteration"),
                min("lr"),
                max("lr"),
                min(when(col("not_finite"), col("iteration"))),
                max("ts"))
            .first();
    if (row.isNullAt(0)) {
      return new RunExtent(0, -1, Double.NaN, Double.NaN, Double.NaN, Instant.EPOCH);
    }
    return new RunExtent(
        row.getInt(0),
        row.getInt(1),
        row.getDouble(2),
        row.getDouble(3),
        row.isNullAt(4) ? Double.NaN : row.getInt(4),
        instant(row.get(5)));
  }

  /** A timestamp from Spark, which is of one of two classes. */
  static Instant instant(Object value) {
    return value instanceof Timestamp stamp ? stamp.toInstant() : (Instant) value;
  }

  boolean isEmpty() {
    return last < first;
  }
}
