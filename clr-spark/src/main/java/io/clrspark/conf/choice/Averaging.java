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

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
