package io.clrspark.training.data;

import java.io.Serializable;

/**
 * A checksum of successive examples, which depends on the content of each and on their order, and
 * is the same however they are cut into pieces: the polynomial h0 r^(n-1) + h1 r^(n-2) + ... of
 * their hashes, modulo 2^64.
 *
 * @param sum the polynomial
 */
record ContentSum(long sum) implements Serializable {

  static final ContentSum NONE = new ContentSum(0);

  private static final long R = 0x9E3779B97F4A7C15L; // odd, so that no power of it is 0

  /** This and one more example. */
  ContentSum plus(long hash) {
    return new ContentSum(sum * R + hash);
  }

  /** This and others that follow. */
  ContentSum plus(ContentSum others, long count) {
    return new ContentSum(sum * power(count) + others.sum);
  }

  private static long power(long exponent) {
    long power = 1;
    long square = R;
    for (long left = exponent; left > 0; left >>= 1) {
      power = (left & 1) == 0 ? power : power * square;
      square *= square;
    }
    return power;
  }

  /** Sixteen hexadecimal digits. */
  @Override
  public String toString() {
    return "%016x".formatted(sum);
  }
}
