package io.clrspark.history.log;

import java.util.Locale;

/** What happened to a run. */
public enum RunStatus {
  /** The run began. */
  STARTED,
  /** The run went on from a checkpoint. */
  RESUMED,
  /** The run came to its planned or asked end. */
  FINISHED,
  /** The run ended with an error. */
  FAILED,
  /** The schedule was reset while the run went on; not a state of its own. */
  RESET,
  /** A worker's part of a round was left out of the average; not a state of its own. */
  EXCLUDED;

  /** Whether a run has this status until a later record. */
  public boolean isState() {
    return this != RESET && this != EXCLUDED;
  }

  /** Whether a run with this newest status is over. */
  public boolean isEnd() {
    return this == FINISHED || this == FAILED;
  }

  /** The value of the column {@code status}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
