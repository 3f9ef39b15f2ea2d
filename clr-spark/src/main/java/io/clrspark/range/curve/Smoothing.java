package io.clrspark.range.curve;

/**
 * An exponential average, corrected for its start as Adam's moments are (Kingma and Ba, arXiv
 * 1412.6980, section 3):
 *
 * <pre>
 * s(i)        = factor * s(i-1) + (1 - factor) * value(i),  s(-1) = 0
 * smoothed(i) = s(i) / (1 - factor^(i+1))
 * </pre>
 *
 * <p>It averages about the last 1 / (1 - factor) values, and lags by factor / (1 - factor) values.
 * The first smoothed value is the first value itself.
 */
public final class Smoothing {

  private final double factor;
  private double sum;
  private double weight;

  public Smoothing(double factor) {
    this.factor = factor;
  }

  /** Takes the next value. Returns the average that includes it. */
  public double next(double value) {
    sum = factor * sum + (1 - factor) * value;
    weight = factor * weight + (1 - factor);
    return sum / weight;
  }

  /**
   * How many values ago a smoothed value belongs: half of its weight is not older.
   *
   * @param factor as for {@link #of}
   */
  public static int lag(double factor) {
    int lag = 0;
    for (double older = factor; older > 0.5; older *= factor) {
      lag++;
    }
    return lag;
  }

  /**
   * The smoothed values, as many as there are values.
   *
   * @param factor from 0, which changes nothing, to below 1
   */
  public static double[] of(double[] values, double factor) {
    ArgumentChecks.require(factor >= 0 && factor < 1, "smoothing", factor, ">= 0 and < 1");
    Smoothing smoothing = new Smoothing(factor);
    double[] smoothed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      smoothed[i] = smoothing.next(values[i]);
    }
    return smoothed;
  }
}
