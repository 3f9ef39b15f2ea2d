package io.clrspark.schedule;

import java.math.BigDecimal;
import java.math.MathContext;

/** The published formula in exact arithmetic on the given doubles, to 60 digits. */
public final class Exact {
  public static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal ONE = BigDecimal.ONE;

  private Exact() {}

  /** max(0, 1 - |n/stepSize - 2*cycle + 1|). */
  static BigDecimal height(long n, long stepSize) {
    BigDecimal cycle = BigDecimal.valueOf(cycle(n, stepSize));
    BigDecimal steps = BigDecimal.valueOf(n).divide(BigDecimal.valueOf(stepSize), DIGITS);
    BigDecimal x = steps.subtract(cycle.multiply(BigDecimal.valueOf(2))).add(ONE).abs();
    return ONE.subtract(x).max(BigDecimal.ZERO);
  }

  /** floor(1 + n / (2 * stepSize)). */
  static long cycle(long n, long stepSize) {
    BigDecimal two = BigDecimal.valueOf(2).multiply(BigDecimal.valueOf(stepSize));
    return BigDecimal.valueOf(n).divideToIntegralValue(two).add(ONE).longValueExact();
  }

  static BigDecimal rate(double baseLr, double maxLr, BigDecimal height, BigDecimal scale) {
    BigDecimal base = new BigDecimal(baseLr);
    BigDecimal range = new BigDecimal(maxLr).subtract(base);
    return base.add(range.multiply(height).multiply(scale), DIGITS);
  }

  /** 1 / 2^(cycle-1); zero where no double could tell the difference. */
  static BigDecimal triangular2(long cycle) {
    return cycle > 10_000
        ? BigDecimal.ZERO
        : ONE.divide(BigDecimal.valueOf(2).pow((int) (cycle - 1)), DIGITS);
  }

  /** gamma^n, in two parts because BigDecimal's exponents end at 999999999. */
  public static BigDecimal power(double gamma, long n) {
    BigDecimal value = new BigDecimal(gamma);
    int rest = (int) (n % 4);
    return value.pow((int) (n / 4), DIGITS).pow(4, DIGITS).multiply(value.pow(rest, DIGITS));
  }

  /** |actual - exact| relative to exact, the last bits of the smallest doubles aside. */
  public static double error(double actual, BigDecimal exact) {
    BigDecimal difference = new BigDecimal(actual).subtract(exact).abs();
    if (difference.compareTo(new BigDecimal(Double.MIN_VALUE)) <= 0) {
      return 0;
    }
    return difference.divide(exact.abs(), DIGITS).doubleValue();
  }
}
