package io.clrspark.schedule.shape;

import io.clrspark.schedule.Rules;

/** Checks of two bounds of a rate. */
final class Bounds {
  private Bounds() {}

  /** The upper bound, which has to be a rate and not below the lower one, a rate too. */
  static double checked(double maxLr, double baseLr) {
    Rules.rate("maxLr", maxLr);
    Rules.rate("baseLr", baseLr);
    Rules.requireOrder(baseLr, maxLr, true, "");
    return maxLr;
  }
}
