package io.clrspark.training.observer;

import io.clrspark.schedule.Reset;

/** What an observer may do to a run between two rounds. */
public interface RunControl {

  /**
   * Starts a fresh cycle at the next round's first iteration, with the changes given; recorded with
   * the run.
   *
   * @throws io.clrspark.ClrException if the schedule has no cycles to reset, or a reset was asked
   *     for already since the last round
   * @throws IllegalArgumentException if the changed bounds contradict each other, or the reset
   *     overlaps one that was planned
   */
  void reset(Reset changes);

  /** Ends the run as it is after this round; it counts as finished. */
  void stop();
}
