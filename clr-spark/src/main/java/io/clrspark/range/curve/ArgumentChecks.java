package io.clrspark.range.curve;

import io.clrspark.Internal;

/** Checks of arguments. */
@Internal
public final class ArgumentChecks {

  private ArgumentChecks() {}

  /**
   * Requires that an argument keeps its rule.
   *
   * @throws IllegalArgumentException {@code Invalid name: value (must be rule)}
   */
  public static void require(boolean kept, String name, Number value, String rule) {
    if (!kept) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (must be " + rule + ")");
    }
  }

  public static void sameLength(double[] rates, double[] values) {
    require(
        rates.length == values.length,
        "length",
        values.length,
        "that of the rates, " + rates.length);
  }
}
