package io.clrspark.schedule;

import org.nd4j.linalg.schedule.ISchedule;

/** The rates of many iterations at once, for callers to whom each call is dear, such as Python. */
public final class Rates {

  private Rates() {}

  /**
   * The rates of a schedule.
   *
   * @param first the iteration of the first rate, counted from 0
   * @param iterations how many rates
   * @throws IllegalArgumentException if a number is negative
   */
  public static double[] of(ISchedule schedule, int first, int iterations) {
    Rules.notNegative("first", first);
    Rules.notNegative("iterations", iterations);
    double[] rates = new double[iterations];
    for (int i = 0; i < iterations; i++) {
      rates[i] = schedule.valueAt(first + i, 0);
    }
    return rates;
  }
}
