package io.clrspark.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clrspark.history.HistoryViews;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The aggregations of one run. Each returns at most a few thousand rows. */
final class RunQueries implements AutoCloseable {

  private static final int RATES = 60;
  private static final int MOST_CYCLES = 500;

  private final Dataset<Row> updates;
  private final Dataset<Row> iterations;
  private final Dataset<Row> evaluations;
  private final RunExtent extent;
  private final int points;

  /**
   * @param points the largest number of rows of a curve
   */
  RunQueries(HistoryViews views, String runId, int points) {
    this.updates = views.history().where(col("run_id").equalTo(runId));
    this.evaluations = views.evaluations().where(col("run_id").equalTo(runId));
    this.iterations = iterations(updates).persist();
    this.points = points;
    this.extent = RunExtent.of(iterations);
  }

  @Override
  public void close() {
    iterations.unpersist();
  }

  RunExtent extent() {
    return extent;
  }

  /** Iterations per row of a curve. */
  long bucket() {
    return Math.max(1, (extent.last() - extent.first() + points) / points);
  }

  Columns curve() {
    return grouped(
        iterations,
        part(),
        min("iteration").as("iteration"),
        avg("lr").as("lr"),
        min("lr").as("lr_min"),
        max("lr").as("lr_max"),
        avg("loss").as("loss"),
        min("loss").as("loss_min"),
        max("loss").as("loss_max"),
        avg("accuracy").as("accuracy"),
        avg("worker_min").as("worker_min"),
        avg("worker_max").as("worker_max"),
        avg("fastest_ms").as("fastest_ms"),
        avg("mean_ms").as("mean_ms"),
        avg("slowest_ms").as("slowest_ms"));
  }

  private Column part() {
    return floor(col("iteration").minus(extent.first()).divide(bucket())).as("part");
  }

  /** Loss and accuracy by rate, over equal intervals of the rate. */
  Columns byRate() {
    double width = extent.highestLr() - extent.lowestLr();
    Column share = col("lr").minus(extent.lowestLr()).divide(width > 0 ? width : 1);
    return grouped(
        iterations,
        least(floor(share.multiply(RATES)), lit(RATES - 1)),
        avg("lr").as("lr"),
        avg("loss").as("loss"),
        min("loss").as("loss_min"),
        max("loss").as("loss_max"),
        avg("accuracy").as("accuracy"));
  }

  /** Combines cycles so that at most a few hundred points remain. */
  Columns byCycle(Cycles cycles) {
    Dataset<Row> numbered = iterations.withColumn("cycle", cycles.number());
    Row range = numbered.agg(min("cycle"), max("cycle")).first();
    long together = Math.max(1, (range.getLong(1) - range.getLong(0) + MOST_CYCLES) / MOST_CYCLES);
    return grouped(
        numbered,
        floor(col("cycle").minus(1).divide(together)),
        min("cycle").as("cycle"),
        min("iteration").as("iteration"),
        avg("loss").as("loss"),
        min("loss").as("loss_min"),
        max_by(col("loss"), col("iteration")).as("last_loss"),
        avg("accuracy").as("accuracy"));
  }

  Columns byWorker() {
    return Columns.of(
        updates
            .groupBy("worker")
            .agg(
                count(lit(1)).as("updates"),
                sum("examples").as("examples"),
                avg("loss").as("loss"),
                avg("duration_ms").as("mean_ms"),
                max("duration_ms").as("max_ms"))
            .orderBy("worker"));
  }

  /** The evaluations by data set, aggregated as the curve is. */
  Map<String, Columns> evaluations() {
    List<Row> rows =
        evaluations
            .groupBy(col("data_set"), part())
            .agg(
                min("iteration").as("iteration"),
                avg("loss").as("loss"),
                avg("accuracy").as("accuracy"))
            .orderBy("data_set", "part")
            .collectAsList();
    Map<String, Columns> bySet = new LinkedHashMap<>();
    String[] names = {"iteration", "loss", "accuracy"};
    rows.stream()
        .collect(
            Collectors.groupingBy(row -> row.getString(0), LinkedHashMap::new, Collectors.toList()))
        .forEach((set, ofSet) -> bySet.put(set, Columns.of(names, ofSet)));
    return bySet;
  }

  /** Aggregates rows by a key, in the order of the key. */
  private static Columns grouped(Dataset<Row> rows, Column key, Column first, Column... more) {
    return Columns.of(rows.groupBy(key.as("part")).agg(first, more).orderBy("part").drop("part"));
  }

  /** The view {@code iterations}, with the fastest and the mean time of each iteration. */
  private static Dataset<Row> iterations(Dataset<Row> updates) {
    Column weight = when(col("accuracy").isNotNull(), col("examples"));
    Column size = abs(col("loss"));
    Column notFinite = size.isNaN().or(size.equalTo(Double.POSITIVE_INFINITY));
    return updates
        .groupBy("iteration")
        .agg(
            min("lr").as("lr"),
            mean("loss", col("examples")).as("loss"),
            mean("accuracy", weight).as("accuracy"),
            min("loss").as("worker_min"),
            max("loss").as("worker_max"),
            min("duration_ms").as("fastest_ms"),
            avg("duration_ms").as("mean_ms"),
            max("duration_ms").as("slowest_ms"),
            max(notFinite).as("not_finite"),
            max("ts").as("ts"));
  }

  private static Column mean(String value, Column weight) {
    return sum(col(value).multiply(weight)).divide(sum(weight));
  }
}
