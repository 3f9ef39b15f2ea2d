package io.clrspark.range.curve;

import io.clrspark.Internal;

/**
 * When a range test has seen enough: the smoothed loss is not finite, or passes {@code factor}
 * times its best (fastai's rule). Below a best that is not positive, where a multiple makes no
 * sense, it may rise by factor - 1 times the best's size.
 */
@Internal
public final class StopRule {

  private final double factor;
  private double best = Double.POSITIVE_INFINITY;

  public StopRule(double factor) {
    this.factor = factor;
  }

  /** Takes the next smoothed loss; whether the test goes on, or how it ends. */
  public RangeEnd next(double smoothed) {
    if (!Double.isFinite(smoothed)) {
      return RangeEnd.NOT_FINITE;
    }
    best = Math.min(best, smoothed);
    return smoothed - best > (factor - 1) * Math.abs(best) ? RangeEnd.DIVERGED : RangeEnd.COMPLETED;
  }
}
