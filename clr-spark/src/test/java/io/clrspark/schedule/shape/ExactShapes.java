package io.clrspark.schedule.shape;

import io.clrspark.schedule.Exact;
import java.math.BigDecimal;
import java.math.MathContext;

/** Formulas of shapes in exact arithmetic on the given doubles, to 60 digits. */
final class ExactShapes {
  private static final MathContext DIGITS = Exact.DIGITS;
  private static final BigDecimal PI =
      new BigDecimal(
          "3.14159265358979323846264338327950288419716939937510582097494459230781640629");

  private ExactShapes() {}

  static BigDecimal number(double value) {
    return new BigDecimal(value);
  }

  static BigDecimal share(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS);
  }

  /** low + (high - low) * height. */
  static BigDecimal between(BigDecimal low, BigDecimal high, BigDecimal height) {
    return low.add(high.subtract(low).multiply(height), DIGITS);
  }

  /** (1 - cos(pi * x)) / 2, for x from 0 to 1. */
  static BigDecimal hann(BigDecimal x) {
    return BigDecimal.ONE.subtract(cos(PI.multiply(x))).divide(BigDecimal.valueOf(2), DIGITS);
  }

  /** 1 - (1 - x)^2. */
  static BigDecimal welch(BigDecimal x) {
    return BigDecimal.ONE.subtract(BigDecimal.ONE.subtract(x).pow(2));
  }

  /** 1 - sqrt(1 - x). */
  static BigDecimal oneMinusSqrt(BigDecimal x) {
    return BigDecimal.ONE.subtract(BigDecimal.ONE.subtract(x).sqrt(DIGITS));
  }

  /** The sum of the cosine's series. */
  private static BigDecimal cos(BigDecimal angle) {
    BigDecimal square = angle.multiply(angle, DIGITS).negate();
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int i = 1; i < 70; i++) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((2L * i - 1) * 2 * i), DIGITS);
      sum = sum.add(term);
    }
    return sum;
  }
}
