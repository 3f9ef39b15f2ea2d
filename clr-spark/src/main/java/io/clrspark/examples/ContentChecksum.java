package io.clrspark.examples;

import io.clrspark.Internal;

/**
 * A checksum of successive examples. It depends on the content of each and on their order, and is
 * the same however they are cut into pieces: the polynomial h0 r^(n-1) + h1 r^(n-2) + ... of their
 * hashes, modulo 2^64. The checksum of no examples is 0.
 */
@Internal
public final class ContentChecksum {

  private static final long R = 0x9E3779B97F4A7C15L; // odd, so that no power of it is 0

  private ContentChecksum() {}

  /** The checksum of some examples and one more, which has that hash. */
  static long append(long checksum, long hash) {
    return checksum * R + hash;
  }

  /** The checksum of some examples and of {@code count} others that follow. */
  public static long concatenate(long checksum, long others, long count) {
    return checksum * power(count) + others;
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
}
