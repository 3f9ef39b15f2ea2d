package io.clrspark.input;

import io.clrspark.PlainNumber;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;

/** Refuses features that a network cannot take. */
final class FeatureChecks {

  /** From here on a float does not hold every whole number. */
  private static final long MOST_IDS = (1 << 24) - 1;

  private FeatureChecks() {}

  static void requireFloats(NumberBuffer features, double divisor) {
    for (int i = 0; i < features.size(); i++) {
      double value = features.get(i) / divisor;
      if (Float.isInfinite((float) value)) {
        throw new BadValueException(value + " among its features is too large for a float");
      }
    }
  }

  static void requireIds(NumberBuffer features, long ids) {
    for (int i = 0; i < features.size() && ids > 0; i++) {
      double id = features.get(i);
      if (id != Math.rint(id) || id < 0 || id >= ids || id > MOST_IDS) {
        throw new BadValueException(
            "its feature %d is %s, but the network's embedding takes ids, whole numbers from 0 to %d"
                .formatted(i, PlainNumber.of(id), Math.min(ids - 1, MOST_IDS)));
      }
    }
  }
}
