package io.clrspark.schedule;

import io.clrspark.Internal;
import io.clrspark.PlainNumber;
import java.util.List;
import java.util.stream.Collectors;

/** Checks of a schedule's arguments that more than one class makes. */
@Internal
public final class Rules {
  private Rules() {}

  /** A learning rate: finite and not negative. */
  public static double rate(String property, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new InvalidScheduleException(
          property, PlainNumber.of(value), "must be a finite number >= 0");
    }
    return value;
  }

  /** Iterations of half a cycle or of a phase: at least one. */
  public static long stepSize(String property, long value) {
    if (value < 1) {
      throw new InvalidScheduleException(property, Long.toString(value), "must be >= 1");
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
  public static long notNegative(String property, long value) {
    if (value < 0) {
      throw new InvalidScheduleException(property, Long.toString(value), "must be >= 0");
    }
    return value;
  }

  /**
   * An upper bound that is not below the lower one.
   *
   * @param blamesMax whether the message is about the upper bound, because the caller set it
   * @param note follows the value of the other bound
   */
  public static void requireOrder(double base, double max, boolean blamesMax, String note) {
    String baseText = PlainNumber.of(base);
    String maxText = PlainNumber.of(max);
    if (max < base) {
      throw blamesMax
          ? new InvalidScheduleException(
              "maxLr", maxText, "must be >= %s = " + baseText + note, "baseLr")
          : new InvalidScheduleException(
              "baseLr", baseText, "must be <= %s = " + maxText + note, "maxLr");
    }
  }

  /** A number that has to be in a range. */
  public static double inRange(String property, double value, boolean isInRange, String rule) {
    if (!isInRange || !Double.isFinite(value)) {
      throw new InvalidScheduleException(property, PlainNumber.of(value), rule);
    }
    return value;
  }

  /** The constant whose text it is, whatever its case. */
  static <E extends Enum<E>> E choice(String property, String text, Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    String names = all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return all.stream()
        .filter(value -> value.toString().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() -> new InvalidScheduleException(property, text, "must be one of " + names));
  }
}
