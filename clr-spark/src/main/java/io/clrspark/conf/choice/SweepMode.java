package io.clrspark.conf.choice;

import java.util.Locale;

/** How the rate of a range test rises. */
public enum SweepMode {
  /** By the same factor each iteration. */
  EXPONENTIAL,
  /** By the same amount each iteration: the first half cycle of the triangular policy. */
  LINEAR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
