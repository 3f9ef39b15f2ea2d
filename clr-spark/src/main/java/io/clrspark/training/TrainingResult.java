package io.clrspark.training;

import io.clrspark.history.EvaluationRow;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.MemoryLog;
import io.clrspark.history.RunLog;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** How a run ended. */
public final class TrainingResult {

  private final String runId;
  private final int iterations;
  private final int epochs;
  private final double trainLoss;
  private final List<EvaluationRow> evaluations;
  private final RunLog log;
  private final Optional<String> historyPath;
  private final Optional<String> checkpointProblem;

  public TrainingResult(
      String runId,
      int iterations,
      int epochs,
      double trainLoss,
      List<EvaluationRow> evaluations,
      RunLog log,
      Optional<String> historyPath,
      Optional<String> checkpointProblem) {
    this.runId = runId;
    this.iterations = iterations;
    this.epochs = epochs;
    this.trainLoss = trainLoss;
    this.evaluations = List.copyOf(evaluations);
    this.log = log;
    this.historyPath = historyPath;
    this.checkpointProblem = checkpointProblem;
  }

  /** The run's id in the history. */
  public String runId() {
    return runId;
  }

  /** The network's iteration count at the end. */
  public int iterations() {
    return iterations;
  }

  /** The network's epoch count at the end: epochs completed. */
  public int epochs() {
    return epochs;
  }

  /** Mean loss of the last iteration over the workers, weighted by examples. */
  public double trainLoss() {
    return trainLoss;
  }

  /** Every evaluation, in order. */
  public List<EvaluationRow> evaluations() {
    return evaluations;
  }

  /**
   * The history this run is part of, as DataFrames: all runs below its path, or this run alone
   * where it was kept in memory. {@code history(spark).curves(runId())} gives arrays.
   */
  public HistoryViews history(SparkSession spark) {
    if (log instanceof MemoryLog memory) {
      return HistoryViews.of(spark, memory);
    }
    return HistoryViews.of(spark, historyPath.orElseThrow());
  }

  /** Why the last checkpoint could not be written; empty when all is well. */
  public Optional<String> checkpointProblem() {
    return checkpointProblem;
  }

  /** What could not be written to the history, a line each; empty when all is well. */
  public List<String> historyProblems() {
    return log.problems();
  }
}
