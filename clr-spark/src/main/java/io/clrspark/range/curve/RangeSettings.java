package io.clrspark.range.curve;

/**
 * The settings that turn a range test's raw numbers into a curve.
 *
 * @param iterations the planned iterations of the sweep
 * @param smoothing the weight of earlier values in the smoothed loss, from 0 (none) to below 1
 * @param stopFactor the test stops when the smoothed loss is that many times its best; above 1
 */
public record RangeSettings(long iterations, double smoothing, double stopFactor) {

  /** The default smoothing: an average over about the last ten iterations. */
  public static final double SMOOTHING = 0.9;

  /** The default stop factor, which is fastai's. */
  public static final double STOP_FACTOR = 4;

  /**
   * @throws IllegalArgumentException if a number breaks its rule
   */
  public RangeSettings {
    ArgumentChecks.require(
        iterations >= 1 && iterations <= Integer.MAX_VALUE,
        "iterations",
        iterations,
        "from 1 to 2147483647");
    ArgumentChecks.require(smoothing >= 0 && smoothing < 1, "smoothing", smoothing, ">= 0 and < 1");
    ArgumentChecks.require(stopFactor > 1, "stopFactor", stopFactor, "> 1");
  }

  /** The default settings of a sweep of that many iterations. */
  public static RangeSettings of(long iterations) {
    return new RangeSettings(iterations, SMOOTHING, STOP_FACTOR);
  }
}
