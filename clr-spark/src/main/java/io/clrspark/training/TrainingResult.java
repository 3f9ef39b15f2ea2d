package io.clrspark.training;

import io.clrspark.history.HistoryViews;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunLog;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.run.TrainingRun;
import io.clrspark.training.settings.TrainerSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** How a run ended. */
public final class TrainingResult {

  private final String runId;
  private final RunPosition end;
  private final List<EvaluationRow> evaluations;
  private final Optional<String> checkpointProblem;
  private final RunLog log;
  private final TrainerSettings settings;

  /** The result of a run that has ended. */
  TrainingResult(TrainingRun run, TrainerSettings settings) {
    this.runId = run.id();
    this.end = run.position();
    this.evaluations = run.evaluations();
    this.checkpointProblem = run.checkpointProblem();
    this.log = run.log();
    this.settings = settings;
  }

  /** The run's id in the history. */
  public String runId() {
    return runId;
  }

  /** The network's iteration count at the end. */
  public int iterations() {
    return end.iteration();
  }

  /** The network's epoch count at the end: epochs completed. */
  public int epochs() {
    return end.epoch();
  }

  /** Mean loss of the last iteration over the workers, weighted by examples. */
  public double trainLoss() {
    return end.loss();
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
    return HistoryViews.of(spark, settings.historyPath().orElseThrow());
  }

  /** Why the last checkpoint could not be written; empty when all is well. */
  public Optional<String> checkpointProblem() {
    return checkpointProblem;
  }

  /** What could not be written to the history, one line each; empty when all is well. */
  public List<String> historyProblems() {
    return log.problems();
  }
}
