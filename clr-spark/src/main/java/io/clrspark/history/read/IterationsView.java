package io.clrspark.history.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clrspark.Internal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The {@code iterations} view: aggregates the workers of each iteration. */
@Internal
public final class IterationsView {

  private IterationsView() {}

  public static Dataset<Row> of(Dataset<Row> history) {
    Column weightOfAccuracy = when(col("accuracy").isNotNull(), col("examples"));
    // What all workers of an iteration share is taken by min, which does not depend on the order.
    return history
        .groupBy("run_id", "iteration")
        .agg(
            min("epoch").as("epoch"),
            min("round").as("round"),
            min("lr").as("lr"),
            weightedMean("loss", col("examples")).as("loss"),
            weightedMean("accuracy", weightOfAccuracy).as("accuracy"),
            sum("examples").as("examples"),
            count(lit(1)).cast("int").as("workers"),
            min("loss").as("loss_min"),
            max("loss").as("loss_max"),
            max("duration_ms").as("duration_ms"));
  }

  private static Column weightedMean(String value, Column weight) {
    return sum(col(value).multiply(weight)).divide(sum(weight));
  }
}
