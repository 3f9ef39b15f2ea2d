package io.clrspark.ml;

import static org.apache.spark.sql.functions.col;

import io.clrspark.history.HistoryViews;
import io.clrspark.training.TrainingResult;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How a model was trained: the views of the history, of its run alone. The history is where
 * historyPath says, or else in the driver's memory, about 70 bytes per row, as long as the model.
 */
public final class ClrTrainingSummary {

  private final SparkSession spark;
  private final TrainingResult result;

  ClrTrainingSummary(SparkSession spark, TrainingResult result) {
    this.spark = spark;
    this.result = result;
  }

  /** The run's id in the history. */
  public String runId() {
    return result.runId();
  }

  /** Iterations that the run made. */
  public int totalIterations() {
    return result.iterations();
  }

  /** Mean loss of the last iteration over the workers, weighted by examples. */
  public double trainLoss() {
    return result.trainLoss();
  }

  /** The mean loss of each iteration. */
  public double[] objectiveHistory() {
    return iterations().orderBy("iteration").select("loss").collectAsList().stream()
        .mapToDouble(row -> row.getDouble(0))
        .toArray();
  }

  /** One row per update of a worker; see {@link HistoryViews#history}. */
  public Dataset<Row> history() {
    return ofRun(views().history());
  }

  /** One row per iteration; see {@link HistoryViews#iterations}. */
  public Dataset<Row> iterations() {
    return ofRun(views().iterations());
  }

  /** One row per scoring of held-out rows; see {@link HistoryViews#evaluations}. */
  public Dataset<Row> evaluations() {
    return ofRun(views().evaluations());
  }

  /** The run's row; see {@link HistoryViews#runs}. */
  public Dataset<Row> runs() {
    return ofRun(views().runs());
  }

  private HistoryViews views() {
    return result.history(spark);
  }

  private Dataset<Row> ofRun(Dataset<Row> view) {
    return view.where(col("run_id").equalTo(runId()));
  }
}
