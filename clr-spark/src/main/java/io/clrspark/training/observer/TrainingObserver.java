package io.clrspark.training.observer;

import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import java.util.List;

/** Hears of a run on the driver, between rounds; training waits while it is called. */
public interface TrainingObserver {

  /** The data is loaded and checked, the first round is about to start. */
  default void started(RunInfo run) {}

  /** What the workers of a round that is done reported, ordered by iteration, then worker. */
  default void updated(List<HistoryRow> rows) {}

  /** A round is done; the control may change what the next one does. */
  default void roundFinished(RoundSummary round, RunControl control) {}

  /** Held-out data was scored. */
  default void evaluated(EvaluationRow evaluation) {}
}
