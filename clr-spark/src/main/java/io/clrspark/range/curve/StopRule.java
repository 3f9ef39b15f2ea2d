package io.clrspark.range.curve;

import io.clrspark.Internal;

/**
 * Decides when a range test ends: when the smoothed loss is not finite, or exceeds {@code factor}
 * times its best (fastai's rule). If the best is not positive, a multiple makes no sense: then the
 * loss may rise by factor - 1 times the best's absolute value.
 */
@Internal
public final class StopRule {

  private final double factor;
  private double best = Double.POSITIVE_INFINITY;

  public StopRule(double factor) {
    this.factor = factor;
  }

  /** Takes the next smoothed loss. Returns COMPLETED as long as the test may go on. */
  public RangeEnd next(double smoothed) {
    if (!Double.isFinite(smoothed)) {
      return RangeEnd.NOT_FINITE;
    }
    best = Math.min(best, smoothed);
    return smoothed - best > (factor - 1) * Math.abs(best) ? RangeEnd.DIVERGED : RangeEnd.COMPLETED;
  }
}
