package io.clrspark.history.log;

import java.util.Locale;

/** What happened to a run. */
public enum RunStatus {
  /** The run began. */
  STARTED,
  /** The run resumed from a checkpoint. */
  RESUMED,
  /** The run reached its planned end, or was asked to stop. */
  FINISHED,
  /** The run ended with an error. */
  FAILED,
  /** The run was told to end before its time, as by Ctrl-C. */
  INTERRUPTED,
  /** The schedule was reset while the run continued. Not a state. */
  RESET,
  /** A worker's part of a round was left out of the average. Not a state. */
  EXCLUDED;

  /** Whether this is a state, which a run has until a later record changes it. */
  public boolean isState() {
    return this != RESET && this != EXCLUDED;
  }

  /** Whether a run with this newest status is over. */
  public boolean isEnd() {
    return this == FINISHED || this == FAILED || this == INTERRUPTED;
  }

  /** The value of the column {@code status}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
