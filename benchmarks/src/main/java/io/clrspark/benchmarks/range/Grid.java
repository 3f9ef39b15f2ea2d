package io.clrspark.benchmarks.range;

import java.util.stream.IntStream;

/** The values of maxLr that are trained: four a decade, from 1e-5 to 10. */
final class Grid {

  private static final int PER_DECADE = 4;
  private static final int LOWEST = -5;

  static final double[] RATES =
      IntStream.rangeClosed(LOWEST * PER_DECADE, PER_DECADE)
          .mapToDouble(k -> Math.pow(10, (double) k / PER_DECADE))
          .toArray();

  private Grid() {}

  /** The index of the rate that is nearest on a logarithmic scale. */
  static int nearest(double rate) {
    long k = Math.round(PER_DECADE * (Math.log10(rate) - LOWEST));
    return (int) Math.max(0, Math.min(RATES.length - 1, k));
  }
}
