package io.clrspark.schedule;

/**
 * Powers of a number between 0 and 1: the product of three powers of {@link StrictMath}, one for
 * each eleven bits of the exponent.
 *
 * <p>{@code StrictMath.pow} alone would be nearer to the exact value, but differs in the last bits
 * for a third of the exponents from 2048 on. Runs that were trained with these powers are resumed
 * with the same rates, so the product stays. Its error is at most 4 units in the last place; below
 * 2048 it is {@code StrictMath}'s, below 1. The bits are the same on every processor.
 */
final class Powers {
  private static final int BITS = 11;
  private static final long MASK = (1L << BITS) - 1;
  private static final long LIMIT = 1L << (3 * BITS);

  private Powers() {}

  /**
   * The base to the power n, which is not negative; not exact where it is below the normal range.
   */
  static double of(double base, long n) {
    if (n >= LIMIT) {
      return StrictMath.pow(base, (double) n);
    }
    double low = StrictMath.pow(base, (double) (n & MASK));
    if (n <= MASK) {
      return low;
    }
    double middle = StrictMath.pow(base, (double) (n & MASK << BITS));
    double high = StrictMath.pow(base, (double) (n & MASK << (2 * BITS)));
    return high * middle * low;
  }
}
