package io.clrspark.training.observer;

import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import java.util.List;

/** Is called on the driver during a run, between rounds. Training waits for each call. */
public interface TrainingObserver {

  /** The data is loaded and checked, the first round is about to start. */
  default void started(RunInfo run) {}

  /** The rows that the workers of a finished round reported, ordered by iteration, then worker. */
  default void updated(List<HistoryRow> rows) {}

  /** A round is finished; the control may change what the next one does. */
  default void roundFinished(RoundSummary round, RunControl control) {}

  /** Held-out data was scored. */
  default void evaluated(EvaluationRow evaluation) {}
}
