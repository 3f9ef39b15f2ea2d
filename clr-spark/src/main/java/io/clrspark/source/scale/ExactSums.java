package io.clrspark.source.scale;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Sums doubles without rounding, so that the sums do not depend on how rows are split among tasks.
 * Each sum is a whole multiple of 2^-1074, held in digits of 32 bits with room for carries. (A
 * small superaccumulator: R. Neal, "Fast Exact Summation Using Small and Large Superaccumulators",
 * 2015.)
 */
final class ExactSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For numbers up to 2^300 and their sums. */
  private static final int DIGITS = 46;

  private static final long DIGIT = 0xFFFFFFFFL;
  private static final int UNTIL_CARRY = 1 << 29;

  private final long[] digits;
  private int added;

  ExactSums(int sums) {
    digits = new long[Math.multiplyExact(sums, DIGITS)];
  }

  /**
   * Adds to a sum.
   *
   * @param value finite, below 2^300
   */
  void add(int sum, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long mantissa = bits & ((1L << 52) - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << 52;
    }
    int place = exponent - 1;
    int shift = place & 31;
    int at = sum * DIGITS + (place >>> 5);
    int sign = value < 0 ? -1 : 1;
    digits[at] += sign * ((mantissa << shift) & DIGIT);
    digits[at + 1] += sign * ((mantissa >>> (32 - shift)) & DIGIT);
    digits[at + 2] += sign * (shift == 0 ? 0 : mantissa >>> (64 - shift));
  }

  /** Must follow when every sum has got a number. Sometimes carries, so that no digit overflows. */
  void rowDone() {
    if (++added == UNTIL_CARRY) {
      carry();
    }
  }

  /** Adds other sums. */
  void add(ExactSums other) {
    carry();
    other.carry();
    for (int i = 0; i < digits.length; i++) {
      digits[i] += other.digits[i];
    }
  }

  private void carry() {
    added = 0;
    for (int i = 0; i < digits.length; i++) {
      if (i % DIGITS != DIGITS - 1) {
        long carried = digits[i] >> 32;
        digits[i] &= DIGIT;
        digits[i + 1] += carried;
      }
    }
  }

  /** A sum in units of 2^-1074. */
  BigInteger sum(int sum) {
    BigInteger total = BigInteger.ZERO;
    for (int i = DIGITS - 1; i >= 0; i--) {
      total = total.shiftLeft(32).add(BigInteger.valueOf(digits[sum * DIGITS + i]));
    }
    return total;
  }
}
