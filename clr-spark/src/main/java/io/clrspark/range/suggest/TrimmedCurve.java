package io.clrspark.range.suggest;

import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeEnd;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The part of a curve that the rules use, and whether it shows more than noise. */
final class TrimmedCurve {

  private static final int LAST = 5;
  private static final int FEWEST = 10;
  private static final double NOISES = 5;
  private static final double SHARE = 0.01;

  private final RangeCurve curve;
  private final double[] losses;
  private final double[] accuracies;
  private final int from;
  private final int to;

  TrimmedCurve(RangeCurve curve) {
    this.curve = curve;
    this.losses = curve.smoothedLosses();
    this.accuracies = curve.smoothedAccuracies();
    this.to = Math.max(0, curve.points() - LAST);
    this.from = Math.min(to, (int) (curve.settings().iterations() / 10));
  }

  double[] ratesOfLosses() {
    return Arrays.copyOfRange(curve.rates(), from, to);
  }

  double[] losses() {
    return Arrays.copyOfRange(losses, from, to);
  }

  double[] ratesOfAccuracies() {
    return Arrays.copyOf(curve.rates(), to);
  }

  double[] accuracies() {
    return Arrays.copyOf(accuracies, to);
  }

  /** Why the loss supports no suggestion. */
  Optional<String> problem() {
    if (to - from < FEWEST) {
      return Optional.of(tooFew());
    }
    double start = start(curve.losses());
    double[] seen = losses();
    double least = Arrays.stream(seen).min().orElseThrow();
    double most = Arrays.stream(seen).max().orElseThrow();
    double noise = Math.max(noise(curve.losses()), SHARE * Math.abs(start));
    if (start - least > noise) {
      return Optional.empty();
    }
    boolean rises = most - start > noise || curve.end() != RangeEnd.COMPLETED;
    return Optional.of(
        (rises ? "the loss never falls below that of the first rates" : "the loss is flat")
            + String.format(Locale.ROOT, ", %.4g, by more than noise", start)
            + (rises ? ": try lower rates" : ": try higher rates, or more iterations"));
  }

  private String tooFew() {
    if (curve.end() == RangeEnd.COMPLETED) {
      return "%d iterations are too few: plan at least %d"
          .formatted(curve.points(), 2 * (FEWEST + LAST));
    }
    return "the loss diverges at once, after %d of %d iterations: try lower rates"
        .formatted(curve.points(), curve.settings().iterations());
  }

  /** Whether there is an accuracy that rises by more than noise. */
  boolean accuracyRises() {
    double[] raw = curve.accuracies();
    double[] seen = Arrays.copyOfRange(accuracies, from, to);
    if (!Arrays.stream(raw).limit(to).allMatch(Double::isFinite)) {
      return false;
    }
    double most = Arrays.stream(seen).max().orElseThrow();
    return most - start(raw) > Math.max(noise(raw), SHARE);
  }

  /** The level at which a curve starts: its mean before the part that the rules use. */
  private double start(double[] raw) {
    return Arrays.stream(raw).limit(first()).average().orElseThrow();
  }

  private int first() {
    return Math.max(1, from);
  }

  /**
   * How far noise alone may take the smoothed curve from its start: five times the deviation of
   * their difference. The deviation of a raw value follows from the median change between two.
   */
  private double noise(double[] raw) {
    double[] changes = new double[to - 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = Math.abs(raw[i + 1] - raw[i]);
    }
    double deviation = median(changes) / 0.954; // of normal noise: 0.6745 * sqrt(2)
    double factor = curve.settings().smoothing();
    double before = Math.pow(factor, first() + 1);
    double smoothed = (1 - factor) / (1 + factor) * (1 + before) / (1 - before);
    return NOISES * deviation * Math.sqrt(smoothed + 1.0 / first());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
