package io.clrspark.history.log;

import java.util.Locale;

/** What a run is for. */
public enum RunKind {
  /** {@code train}: trains a network. */
  TRAIN,
  /** {@code range_test}: looks for a range of rates. */
  RANGE_TEST;

  /** The value of the column {@code kind}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
