package io.clrspark.training;

import io.clrspark.history.EvaluationRow;

/** Hears of a run on the driver, between rounds; training waits while it is called. */
public interface TrainingObserver {

  /** The data is loaded and checked, the first round is about to start. */
  default void started(RunInfo run) {}

  /** A round is done; the control may change what the next one does. */
  default void roundFinished(RoundSummary round, RunControl control) {}

  /** Held-out data was scored. */
  default void evaluated(EvaluationRow evaluation) {}
}
