package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.history.log.RunLog;
import io.clrspark.training.run.TrainingRun;
import io.clrspark.training.settings.TrainerSettings;
import java.util.Collection;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;

/** One run over several calls of {@link #fit}: one id, one history, one iteration counter. */
public final class TrainingSession implements AutoCloseable {

  private final TrainingRun run;
  private final RunLog log;
  private final TrainerSettings settings;
  private final Runnable save;
  private @Nullable String ended;

  TrainingSession(TrainingRun run, TrainerSettings settings, Runnable save) {
    this.run = run;
    this.log = run.log();
    this.settings = settings;
    this.save = save;
  }

  /**
   * Trains as many epochs or iterations as the trainer says, from the network as it is now.
   *
   * @param data elements of DL4J's DataSet or MultiDataSet
   * @throws ClrException if training fails; the run has then ended, and no later call works
   */
  public void fit(JavaRDD<?> data) {
    requireOpen();
    try {
      run.fit(data);
      log.flush(); // a caller that trains epoch by epoch may never close this
    } catch (ClrException e) {
      ended = "has failed (" + e.getMessage() + ")";
      throw e;
    }
  }

  /** DL4J's listeners: called on the driver after each round, with the network as it then is. */
  public void listeners(Collection<TrainingListener> listeners) {
    run.listeners(listeners);
  }

  /** The run's id in the history. */
  public String runId() {
    return run.id();
  }

  /** Mean loss of the last iteration over the workers, weighted by examples; NaN before any. */
  public double lastLoss() {
    return run.position().loss();
  }

  /**
   * Ends the run: saves the model, where the trainer says so, and completes the history.
   *
   * @throws ClrException if the model cannot be saved, or the run has ended already
   */
  public TrainingResult finish() {
    return finish(Map.of());
  }

  /** The same, with the caller's own numbers added to the run's metrics. */
  public TrainingResult finish(Map<String, Double> metrics) {
    requireOpen();
    ended = "is closed";
    run.finish(save, metrics);
    return new TrainingResult(run, settings);
  }

  /** Ends the run if it has not ended, and writes the rest of the history. */
  @Override
  public void close() {
    try (log) {
      if (ended == null) {
        finish();
      }
    }
  }

  private void requireOpen() {
    if (ended != null) {
      throw new ClrException(
          "Cannot continue training: the run %s. Open another.".formatted(ended));
    }
  }
}
