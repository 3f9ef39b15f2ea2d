package io.clrspark.conf.choice;

import java.util.Locale;

/** Where the workers' states are averaged. The result has the same bits everywhere. */
public enum Averaging {
  /** On the executors where much would have to go through the driver, on the driver otherwise. */
  AUTO,
  /** Every worker's state goes to the driver, which adds it up as it comes. */
  DRIVER,
  /**
   * The states are shuffled, each executor averages a slice of them over all workers, and the
   * driver gets the slices of the average.
   */
  EXECUTORS;

  /**
   * Where a shuffle between executors of their own costs less, by the model of
   * benchmarks/results/2026-11-28-cluster.md.
   */
  private static final long MANY_BYTES = 128L << 20;

  /**
   * Whether the executors average.
   *
   * @param stateBytes of one worker
   * @param isHere whether the tasks run in the driver's process
   */
  public boolean isOnExecutors(long stateBytes, int workers, boolean isHere) {
    return switch (this) {
      case DRIVER -> false;
      case EXECUTORS -> true;
      case AUTO -> !isHere && stateBytes * workers >= MANY_BYTES;
    };
  }

  /** The value of the property. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
