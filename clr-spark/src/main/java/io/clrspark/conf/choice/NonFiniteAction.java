package io.clrspark.conf.choice;

import java.util.Locale;

/** What a run does about a worker's loss or parameters that are NaN or infinite. */
public enum NonFiniteAction {
  /** The run fails and names iteration, worker, rate and loss; its checkpoints stay. */
  FAIL,
  /** The run goes back to its newest checkpoint, with a reset there that lowers maxLr. */
  ROLLBACK,
  /** The round's average is taken over the other workers; fails if there are none. */
  EXCLUDE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
