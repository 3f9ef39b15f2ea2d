package io.clrspark.conf.choice;

import java.util.Locale;

/** What takes the place of a missing feature. */
public enum Imputation {
  /** Nothing: a missing feature is an error, unless a number is given for it. */
  NONE,
  /** The mean of the feature in the rows to train on. */
  MEAN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
