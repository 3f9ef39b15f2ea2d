package io.clrspark.range.curve;

import static org.apache.spark.sql.functions.col;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.RunCurves;
import io.clrspark.history.log.RunKind;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The curve of a range test: rate, loss over all workers, smoothed loss and accuracy, one point per
 * iteration up to the one that ended the test. It depends only on the raw numbers and the settings,
 * so that a history gives the same curve. Callers may change the arrays that they get.
 */
public final class RangeCurve {

  private final RangeSettings settings;
  private final RangeEnd end;
  private final double[] rates;
  private final double[] losses;
  private final double[] smoothed;
  private final double[] accuracies;

  private RangeCurve(
      RangeSettings settings, RangeEnd end, int points, double[][] raw, double[] smoothed) {
    this.settings = settings;
    this.end = end;
    this.rates = Arrays.copyOf(raw[0], points);
    this.losses = Arrays.copyOf(raw[1], points);
    this.accuracies = Arrays.copyOf(raw[2], points);
    this.smoothed = Arrays.copyOf(smoothed, points);
  }

  /**
   * The curve of raw numbers, up to the point where the stop rule ends it.
   *
   * @param rates of the iterations, in order
   * @param losses means over the workers, weighted by examples; may be NaN or infinite
   * @param accuracies likewise, 0 to 1; NaN where there is none
   * @throws IllegalArgumentException if the arrays are not of one length
   */
  public static RangeCurve of(
      double[] rates, double[] losses, double[] accuracies, RangeSettings settings) {
    ArgumentChecks.sameLength(rates, losses);
    ArgumentChecks.sameLength(rates, accuracies);
    double[] smoothed = Smoothing.of(losses, settings.smoothing());
    int planned = (int) Math.min(rates.length, settings.iterations());
    StopRule stop = new StopRule(settings.stopFactor());
    RangeEnd end = RangeEnd.COMPLETED;
    int points = 0;
    while (points < planned && end == RangeEnd.COMPLETED) {
      end = stop.next(smoothed[points]);
      points++;
    }
    double[][] raw = {rates, losses, accuracies};
    return new RangeCurve(settings, end, points, raw, smoothed);
  }

  /**
   * The curve of a range test in a history, with the recorded settings.
   *
   * @throws ClrException if the history has no such run, or it is no range test
   */
  public static RangeCurve of(HistoryViews history, String runId) {
    RunCurves curves = history.curves(runId);
    Row run = history.runs().where(col("run_id").equalTo(runId)).head();
    String kind = run.getAs("kind");
    if (!kind.equals(RunKind.RANGE_TEST.toString())) {
      throw new ClrException(
          "Cannot read the range test " + runId + ": the run's kind is " + kind + ".");
    }
    Map<String, String> configuration = run.getJavaMap(run.fieldIndex("configuration"));
    return of(
        curves.rates(), curves.losses(), curves.accuracies(), RecordedSettings.read(configuration));
  }

  /** The settings of this curve. */
  public RangeSettings settings() {
    return settings;
  }

  /** How the test ended. */
  public RangeEnd end() {
    return end;
  }

  /** The number of points: of all iterations, including the one that ended the test. */
  public int points() {
    return rates.length;
  }

  /** The rate of each iteration. */
  public double[] rates() {
    return rates.clone();
  }

  /** The mean loss of each iteration over the workers, weighted by examples. */
  public double[] losses() {
    return losses.clone();
  }

  /** The losses, smoothed as {@link Smoothing} says; the last may be NaN or infinite. */
  public double[] smoothedLosses() {
    return smoothed.clone();
  }

  /** The accuracy of each iteration, 0 to 1; NaN where there is none. */
  public double[] accuracies() {
    return accuracies.clone();
  }

  /** The accuracies, smoothed as the losses are; NaN where there is none. */
  public double[] smoothedAccuracies() {
    return Smoothing.of(accuracies, settings.smoothing());
  }
}
