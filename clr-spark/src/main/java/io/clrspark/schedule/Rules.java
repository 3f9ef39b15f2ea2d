package io.clrspark.schedule;

import io.clrspark.PlainNumber;

/** Checks of a schedule's arguments that more than one class makes. */
final class Rules {
  private Rules() {}

  /** A learning rate: finite and not negative. */
  static double rate(String property, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new InvalidScheduleException(
          property, PlainNumber.of(value), "must be a finite number >= 0");
    }
    return value;
  }

  /** Iterations of half a cycle: at least one. */
  static long stepSize(long value) {
    if (value < 1) {
      throw new InvalidScheduleException("stepSize", Long.toString(value), "must be >= 1");
    }
    return value;
  }

  /** The decay of exp_range: above 0, at most 1. */
  static double gamma(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new InvalidScheduleException("gamma", PlainNumber.of(value), "must be > 0 and <= 1");
    }
    return value;
  }

  /** A count or an index: not negative. */
  static long notNegative(String property, long value) {
    if (value < 0) {
      throw new InvalidScheduleException(property, Long.toString(value), "must be >= 0");
    }
    return value;
  }

  /** The failure of an upper bound below the lower one; {@code note} follows the lower one. */
  static InvalidScheduleException tooSmall(
      String property, double value, String lower, double lowerValue, String note) {
    String rule = "must be >= %s = " + PlainNumber.of(lowerValue) + note;
    return new InvalidScheduleException(property, PlainNumber.of(value), rule, lower);
  }

  /** The failure of a lower bound above the upper one; {@code note} follows the upper one. */
  static InvalidScheduleException tooLarge(
      String property, double value, String upper, double upperValue, String note) {
    String rule = "must be <= %s = " + PlainNumber.of(upperValue) + note;
    return new InvalidScheduleException(property, PlainNumber.of(value), rule, upper);
  }
}
