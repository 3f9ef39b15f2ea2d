package io.clrspark;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers as a person does: 0.0001 rather than 1.0E-4. */
@Internal
public final class PlainNumber {
  private static final double SMALLEST = 1e-9;
  private static final double LARGEST = 1e15;
  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final int SHORT = 12;

  private PlainNumber() {}

  /**
   * The shortest decimal that reads back as the same double; with an exponent outside of 1e-9 to
   * 1e15.
   */
  public static String of(double value) {
    double size = Math.abs(value);
    boolean readable = value == 0 || (size >= SMALLEST && size < LARGEST);
    return readable ? plain(new BigDecimal(Double.toString(value))) : Double.toString(value);
  }

  /** Six significant digits at most, as {@link #of} writes them. */
  public static String rounded(double value) {
    return Double.isFinite(value) ? of(sixDigits(value).doubleValue()) : String.valueOf(value);
  }

  /** Six significant digits at most, never with an exponent. */
  public static String withoutExponent(double value) {
    return Double.isFinite(value) ? plain(sixDigits(value)) : String.valueOf(value);
  }

  /** Six significant digits at most; with an exponent where that is shorter than 12 characters. */
  public static String compact(double value) {
    String plain = withoutExponent(value);
    return plain.length() <= SHORT ? plain : sixDigits(value).toString();
  }

  private static BigDecimal sixDigits(double value) {
    return new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
