package io.clrspark.training.round.timeout;

import java.util.Optional;

/**
 * A task that an executor has been given.
 *
 * @param worker whose round it is; empty for a task of any other kind
 */
record RunningTask(
    int stage, int partition, Optional<Integer> worker, String executor, String host) {

  /** The same part of the same work: another may be a speculative copy. */
  boolean isOf(int otherStage, int otherPartition) {
    return stage == otherStage && partition == otherPartition;
  }

  /** For people. */
  String name() {
    String where = "executor " + executor + " on " + host;
    return worker.map(number -> "worker " + number + " (" + where + ")").orElse(where);
  }
}
