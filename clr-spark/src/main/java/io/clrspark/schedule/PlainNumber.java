package io.clrspark.schedule;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in messages as a person writes them: 0.0001 rather than 1.0E-4. */
final class PlainNumber {
  private static final double SMALLEST = 1e-9;
  private static final double LARGEST = 1e15;

  private PlainNumber() {}

  /** The shortest decimal that reads back as the same double. */
  static String of(double value) {
    double size = Math.abs(value);
    boolean readable = value == 0 || (size >= SMALLEST && size < LARGEST);
    if (!readable) {
      return Double.toString(value);
    }
    return plain(new BigDecimal(Double.toString(value)));
  }

  /** The value with at most {@code digits} significant digits. */
  static String rounded(double value, int digits) {
    return of(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
  }

  private static String plain(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.signum() == 0 ? "0" : shortest.toPlainString();
  }
}
