package io.clrspark.range.suggest;

import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeEnd;
import io.clrspark.range.curve.Smoothing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The part of a curve that the rules use, and whether it shows more than noise. */
final class TrimmedCurve {

  private static final int LAST = 5;
  private static final int FEWEST = 10;
  private static final double CERTAIN = 5;
  private static final double LIKELY = 3;
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

  double[] rates() {
    return Arrays.copyOfRange(curve.rates(), from, to);
  }

  /** The rate of the iteration to which each smoothed value belongs, of those in {@link #rates}. */
  double[] laggedRates() {
    double[] rates = rates();
    double[] lagged = new double[rates.length];
    int lag = Smoothing.lag(curve.settings().smoothing());
    Arrays.setAll(lagged, i -> rates[Math.max(0, i - lag)]);
    return lagged;
  }

  double[] losses() {
    return Arrays.copyOfRange(losses, from, to);
  }

  double[] accuracies() {
    return Arrays.copyOfRange(accuracies, from, to);
  }

  /** The loss at which the curve starts: the mean before the part that the rules use. */
  double start() {
    return start(curve.losses());
  }

  /** The highest smoothed loss that noise may cause at the level of the start. */
  double highest() {
    return start() + CERTAIN * deviation();
  }

  /** Whether the loss falls so far that noise is not likely to be the cause. */
  boolean falls() {
    return start() - least() > LIKELY * deviation();
  }

  /** Whether the loss rises above its start by more than noise. */
  boolean rises() {
    double most = Arrays.stream(losses()).max().orElseThrow();
    return most > highest() || curve.end() != RangeEnd.COMPLETED;
  }

  /** Why the curve supports no suggestion. */
  Optional<String> problem() {
    if (to - from < FEWEST) {
      return Optional.of(tooFew());
    }
    if (falls()) {
      return Optional.empty();
    }
    if (!rises()) {
      return problem("the loss is flat, %.4g, but for noise: try higher rates, or more iterations");
    }
    return losses[from] > highest()
        ? problem("the loss rises above %.4g, that of the first rates, at once: try lower rates")
        : Optional.empty();
  }

  private Optional<String> problem(String text) {
    return Optional.of(String.format(Locale.ROOT, text, start()));
  }

  private String tooFew() {
    if (curve.end() == RangeEnd.COMPLETED) {
      return "%d iterations are too few: plan at least %d"
          .formatted(curve.points(), 2 * (FEWEST + LAST));
    }
    return "the loss diverges at once, after %d of %d iterations: try lower rates"
        .formatted(curve.points(), curve.settings().iterations());
  }

  /** Why the range is uncertain, where there is one; empty if nothing speaks against it. */
  Optional<String> doubt() {
    if (!falls()) {
      return doubt("the loss never falls below %.4g, that of the first rates, by more than noise");
    }
    if (start() - least() <= CERTAIN * deviation()) {
      return doubt("the loss falls from %.4g by only %.2g, little more than noise");
    }
    return hasAccuracy() && !accuracyRises()
        ? doubt(
            "the loss falls from %.4g by %.2g, but the accuracy does not rise by more than noise")
        : Optional.empty();
  }

  private Optional<String> doubt(String why) {
    return Optional.of(
        String.format(Locale.ROOT, why, start(), start() - least())
            + ": the range is uncertain; more iterations or larger minibatches tell more");
  }

  private double least() {
    return Arrays.stream(losses()).min().orElseThrow();
  }

  private boolean hasAccuracy() {
    return Arrays.stream(curve.accuracies()).limit(to).allMatch(Double::isFinite);
  }

  /** Whether there is an accuracy that rises by more than noise. */
  boolean accuracyRises() {
    if (!hasAccuracy()) {
      return false;
    }
    double[] raw = curve.accuracies();
    double most = Arrays.stream(accuracies()).max().orElseThrow();
    return most - start(raw) > Math.max(CERTAIN * deviationFromStart(raw), SHARE);
  }

  /** How far noise may take a smoothed accuracy below another. */
  double accuracyNoise() {
    double factor = curve.settings().smoothing();
    return CERTAIN * deviation(curve.accuracies()) * Math.sqrt(2 * (1 - factor) / (1 + factor));
  }

  private double start(double[] raw) {
    return Arrays.stream(raw).limit(first()).average().orElseThrow();
  }

  private int first() {
    return Math.max(1, from);
  }

  /** The deviation of a smoothed loss from the start by noise, or a share of the start. */
  private double deviation() {
    return Math.max(deviationFromStart(curve.losses()), SHARE / CERTAIN * Math.abs(start()));
  }

  private double deviationFromStart(double[] raw) {
    double factor = curve.settings().smoothing();
    double before = Math.pow(factor, first() + 1);
    double smoothed = (1 - factor) / (1 + factor) * (1 + before) / (1 - before);
    return deviation(raw) * Math.sqrt(smoothed + 1.0 / first());
  }

  /** The deviation of a raw value, which follows from the median change between two. */
  private double deviation(double[] raw) {
    double[] changes = new double[to - 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = Math.abs(raw[i + 1] - raw[i]);
    }
    Arrays.sort(changes);
    return changes[changes.length / 2] / 0.954; // of normal noise: 0.6745 * sqrt(2)
  }
}
