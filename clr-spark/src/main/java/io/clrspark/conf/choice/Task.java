package io.clrspark.conf.choice;

import java.util.Locale;

/** What a network is trained for. */
public enum Task {
  /** To tell classes apart. */
  CLASSIFICATION,
  /** To predict numbers. */
  REGRESSION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
