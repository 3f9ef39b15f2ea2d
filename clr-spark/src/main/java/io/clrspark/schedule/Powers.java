package io.clrspark.schedule;

/**
 * The powers of one number between 0 and 1, several times faster than {@link StrictMath#pow}:
 * products of three powers from tables, one for each eleven bits of the exponent.
 *
 * <p>The tables' entries are {@code StrictMath}'s and only products follow, so the bits are the
 * same on every processor. The error is at most 4 units in the last place, for powers under 2048
 * that of {@code StrictMath}, below 1. The tables take 48 KB.
 */
final class Powers {

  private static final int BITS = 11;
  private static final int ENTRIES = 1 << BITS;
  private static final int MASK = ENTRIES - 1;

  private final double base;
  private final double[] ones = new double[ENTRIES];
  private final double[] middles = new double[ENTRIES];
  private final double[] highs = new double[ENTRIES];

  Powers(double base) {
    this.base = base;
    for (int i = 0; i < ENTRIES; i++) {
      ones[i] = StrictMath.pow(base, i);
      middles[i] = StrictMath.pow(base, (double) ((long) i << BITS));
      highs[i] = StrictMath.pow(base, (double) ((long) i << (2 * BITS)));
    }
  }

  /**
   * The base to the power n, which is not negative; not exact where it is below the normal range.
   */
  double at(long n) {
    long high = n >>> (2 * BITS);
    if (high >= ENTRIES) {
      return StrictMath.pow(base, (double) n);
    }
    return highs[(int) high] * middles[(int) (n >>> BITS) & MASK] * ones[(int) n & MASK];
  }
}
