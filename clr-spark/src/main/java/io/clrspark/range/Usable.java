package io.clrspark.range;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The part of a curve that rules look at, and whether it shows anything but noise. */
final class Usable {

  private static final int LAST = 5;
  private static final int FEWEST = 10;
  private static final double NOISES = 5;
  private static final double SHARE = 0.01;

  private final RangeCurve curve;
  private final double[] losses;
  private final double[] accuracies;
  private final int from;
  private final int to;

  Usable(RangeCurve curve) {
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
    double start = median(Arrays.copyOf(losses, Math.max(1, from)));
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
    double[] seen = accuracies();
    Rise rise = Rise.of(seen, seen.length);
    boolean known = Arrays.stream(seen).allMatch(Double::isFinite);
    return known && !rise.isNone() && rise.height() > Math.max(noise(curve.accuracies()), SHARE);
  }

  /**
   * What noise may do to a smoothed curve: five times its deviation, which follows from the typical
   * change from one raw value to the next.
   */
  private double noise(double[] raw) {
    double[] changes = new double[Math.max(0, to - 1)];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = Math.abs(raw[i + 1] - raw[i]);
    }
    double deviation = median(changes) / 0.954; // of normal noise: 0.6745 * sqrt(2)
    double smoothing = curve.settings().smoothing();
    return NOISES * deviation * Math.sqrt((1 - smoothing) / (1 + smoothing));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
