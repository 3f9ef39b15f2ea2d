package io.clrspark.benchmarks.range;

import io.clrspark.range.curve.RangeCurve;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * fastai's {@code slide}, the rule that the range test does not have. An interval of 15 points
 * slides from the end of the curve to its start, as long as the gradients of the smoothed loss at
 * its two ends differ by more than 0.005; the suggestion is the rate at the left end of the last
 * such interval. The gradient is the central difference by point.
 */
final class FastaiSlide {

  private static final int INTERVAL = 15;
  private static final double DIFFERENCE = 0.005;
  private static final int LAST = 5;

  private FastaiSlide() {}

  static OptionalDouble rate(RangeCurve curve) {
    int to = Math.max(0, curve.points() - LAST);
    int from = (int) Math.min(to, curve.settings().iterations() / 10);
    double[] losses = Arrays.copyOfRange(curve.smoothedLosses(), from, to);
    double[] rates = Arrays.copyOfRange(curve.rates(), from, to);
    int left = losses.length - INTERVAL;
    if (left < 0) {
      return OptionalDouble.empty();
    }
    double rate = rates[left];
    while (left >= 0
        && Math.abs(gradient(losses, left + INTERVAL - 1) - gradient(losses, left)) > DIFFERENCE) {
      rate = rates[left];
      left--;
    }
    return OptionalDouble.of(rate);
  }

  private static double gradient(double[] values, int i) {
    int before = Math.max(0, i - 1);
    int after = Math.min(values.length - 1, i + 1);
    return (values[after] - values[before]) / (after - before);
  }
}
