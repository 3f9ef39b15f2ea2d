package io.clrspark.testing;

import java.util.Arrays;
import java.util.Random;

/** Hand-made curves. */
public final class SampleCurves {

  /** Thirty rates from 1e-6, over 6.77 decades. */
  public static final double[] RATES = rates(30);

  /** Falls most between points 13 and 14, is least at 22, and then diverges. */
  public static double[] elbow() {
    return new double[] {
      2.2995, 2.299, 2.2983, 2.2969, 2.2944, 2.29, 2.2821, 2.268, 2.243, 2.1997, 2.1263, 2.0076,
      1.8286, 1.5859, 1.3, 1.0141, 0.7714, 0.5924, 0.4737, 0.4003, 0.357, 0.332, 0.3179, 0.66,
      1.2955, 2.1217, 3.1017, 4.2141, 5.4445, 6.7824
    };
  }

  /** The same with noise up to 0.06. */
  public static double[] noisyElbow() {
    return new double[] {
      2.2395, 2.259, 2.2783, 2.2969, 2.3144, 2.33, 2.3421, 2.218, 2.213, 2.1897, 2.1363, 2.0376,
      1.8786, 1.5259, 1.26, 0.9941, 0.7714, 0.6124, 0.5137, 0.4603, 0.307, 0.302, 0.3079, 0.67,
      1.3255, 2.1717, 3.0417, 4.1741, 5.4245, 6.7824
    };
  }

  private SampleCurves() {}

  /** Rates that rise by the same factor, from 1e-6 towards 10. */
  public static double[] rates(int count) {
    double[] rates = new double[count];
    Arrays.setAll(rates, i -> 1e-6 * Math.pow(1e7, (double) i / count));
    return rates;
  }

  /** A value of each rate's logarithm to base 10. */
  public static double[] of(double[] rates, java.util.function.DoubleUnaryOperator value) {
    return Arrays.stream(rates).map(Math::log10).map(value).toArray();
  }

  /** From one level to another around a rate of that logarithm, about a decade wide. */
  public static double step(double log, double at, double from, double to) {
    return from + (to - from) / (1 + Math.exp(-4 * (log - at)));
  }

  /** With normal noise of that deviation. */
  public static double[] noisy(double[] values, double deviation, long seed) {
    Random random = new Random(seed);
    return Arrays.stream(values).map(value -> value + deviation * random.nextGaussian()).toArray();
  }

  public static double[] none(int count) {
    double[] none = new double[count];
    Arrays.fill(none, Double.NaN);
    return none;
  }
}
