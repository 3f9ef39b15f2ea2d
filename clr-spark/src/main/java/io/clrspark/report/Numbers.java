package io.clrspark.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Formats numbers with six digits, more than a chart can show. */
final class Numbers {

  private static final MathContext DIGITS = new MathContext(6);

  private Numbers() {}

  /** Without an exponent if that is short. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= 12 ? plain : rounded.toString();
  }
}
