package io.clrspark.range.suggest;

import io.clrspark.range.curve.ArgumentChecks;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Rules that find a rate on a curve: pure functions of points in the order of their rates. They
 * ignore all points from the first value that is NaN or infinite. {@link Suggestions} smooths and
 * trims the curve before.
 *
 * <p>Each rule gives the rate of one point, or a share of it, or nothing if the values never move
 * in the right direction.
 */
public final class SuggestionRules {

  private static final double STARTED = 0.1;
  private static final double LEFT = 0.03;
  private static final double FALLEN = 0.1;
  private static final double BELOW_LEAST = 2.0 / 3;

  private SuggestionRules() {}

  /**
   * The rate where the descent of the loss slows: the first one at which the loss has made 97% of
   * its way from its start to its least, but at most two thirds of the rate of the least, since a
   * loss that falls steeply to its least diverges soon after. Noise ends a descent too early only
   * if it is nearly as high as the descent. Source: our own, after {@link #accuracySlows}.
   *
   * @param start the loss at which the curve starts
   */
  public static OptionalDouble descent(double[] rates, double[] losses, double start) {
    int n = finite(rates, losses);
    int least = least(losses, n);
    if (n == 0 || !(losses[least] < start)) {
      return OptionalDouble.empty();
    }
    int slow = 0;
    while (losses[slow] > losses[least] + LEFT * (start - losses[least])) {
      slow++;
    }
    return OptionalDouble.of(Math.min(rates[slow], rates[least] * BELOW_LEAST));
  }

  /**
   * A tenth of the rate above which the loss rises: of the last one whose loss is at most {@code
   * limit}. Source: a rule of thumb.
   *
   * @param limit the highest loss that does not count as risen
   */
  public static OptionalDouble divergenceOverTen(double[] rates, double[] losses, double limit) {
    int last = finite(rates, losses) - 1;
    while (last >= 0 && losses[last] > limit) {
      last--;
    }
    return last < 0 ? OptionalDouble.empty() : OptionalDouble.of(rates[last] / 10);
  }

  /**
   * The rate where the loss falls fastest against the logarithm of the rate: the first of the two
   * points with the least (loss[i+1] - loss[i]) / (ln rate[i+1] - ln rate[i]). Source: fastai's
   * {@code steep}. Not for rates that fall.
   */
  public static OptionalDouble steepest(double[] rates, double[] losses) {
    int n = finite(rates, losses);
    int steepest = -1;
    double least = 0;
    for (int i = 0; i + 1 < n; i++) {
      double slope = (losses[i + 1] - losses[i]) / (Math.log(rates[i + 1]) - Math.log(rates[i]));
      if (slope < least) {
        least = slope;
        steepest = i;
      }
    }
    return steepest < 0 ? OptionalDouble.empty() : OptionalDouble.of(rates[steepest]);
  }

  /**
   * A rate in the middle of the longest descent: of the longest strictly falling subsequence, L
   * points that end at point e (the first such e), it takes the L points before and at e, and of
   * these the one at a half (a third, and half a third). Source: fastai's {@code valley}.
   */
  public static OptionalDouble valley(double[] rates, double[] losses) {
    int n = finite(rates, losses);
    int[] lengths = fallingLengths(losses, n);
    int end = 0;
    for (int i = 1; i < n; i++) {
      end = lengths[i] > lengths[end] ? i : end;
    }
    if (n == 0 || lengths[end] < 2) {
      return OptionalDouble.empty();
    }
    int start = end - lengths[end];
    double third = (end - start) / 3.0;
    int middle = start + (int) third + (int) (third / 2);
    return OptionalDouble.of(rates[Math.max(0, middle)]);
  }

  /**
   * A tenth of the rate of the least loss, the first of several. Source: fastai's {@code minimum}.
   */
  public static OptionalDouble minimumOverTen(double[] rates, double[] losses) {
    int least = least(losses, finite(rates, losses));
    return least == 0 ? OptionalDouble.empty() : OptionalDouble.of(rates[least] / 10);
  }

  /**
   * Smith's baseLr, the rate where the accuracy starts to rise: the last one before at most 10% of
   * the rise. Source: Smith, arXiv 1506.01186, section 3.3. The percentages are ours; the paper
   * reads a plot.
   */
  public static OptionalDouble accuracyRises(double[] rates, double[] accuracies) {
    AccuracyRise rise = AccuracyRise.of(accuracies, finite(rates, accuracies));
    return rise.isNone()
        ? OptionalDouble.empty()
        : OptionalDouble.of(rates[rise.start(STARTED, rise.slow(LEFT))]);
  }

  /**
   * Smith's maxLr, the rate where the accuracy slows (after 97% of the rise), or, if that comes
   * first, where it becomes ragged or falls (the peak before a fall by more than 10% of the rise,
   * if noise alone does not fall so far). Source: as {@link #accuracyRises}.
   *
   * @param noise how far noise alone may take one accuracy below another
   */
  public static OptionalDouble accuracySlows(double[] rates, double[] accuracies, double noise) {
    AccuracyRise rise = AccuracyRise.of(accuracies, finite(rates, accuracies));
    if (rise.isNone()) {
      return OptionalDouble.empty();
    }
    int slow = rise.slow(LEFT);
    double fall = Math.max(FALLEN * rise.height(), noise);
    return OptionalDouble.of(rates[rise.fall(fall, rise.start(STARTED, slow), slow)]);
  }

  /** The index of the least of the first n values, the first of several. */
  private static int least(double[] values, int n) {
    int least = 0;
    for (int i = 1; i < n; i++) {
      least = values[i] < values[least] ? i : least;
    }
    return least;
  }

  /** The number of values before the first that is not finite. */
  private static int finite(double[] rates, double[] values) {
    ArgumentChecks.sameLength(rates, values);
    int n = 0;
    while (n < values.length && Double.isFinite(values[n])) {
      n++;
    }
    return n;
  }

  /** For each point the length of the longest strictly falling subsequence that ends there. */
  private static int[] fallingLengths(double[] values, int n) {
    int[] lengths = new int[n];
    double[] ends = new double[n]; // the least end of k + 1 rising negated values
    int longest = 0;
    for (int i = 0; i < n; i++) {
      int found = Arrays.binarySearch(ends, 0, longest, -values[i] + 0.0);
      int at = found < 0 ? -found - 1 : found;
      ends[at] = -values[i] + 0.0;
      longest = Math.max(longest, at + 1);
      lengths[i] = at + 1;
    }
    return lengths;
  }
}
