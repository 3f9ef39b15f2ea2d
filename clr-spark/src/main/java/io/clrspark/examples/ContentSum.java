package io.clrspark.examples;

import io.clrspark.Internal;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A checksum of successive examples, which depends on the content of each and on their order, and
 * is the same however they are cut into pieces: the polynomial h0 r^(n-1) + h1 r^(n-2) + ... of
 * their hashes, modulo 2^64.
 *
 * <p>A final class and no record, for Spark's Kryo.
 */
@Internal
public final class ContentSum implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final ContentSum NONE = new ContentSum(0);

  private static final long R = 0x9E3779B97F4A7C15L; // odd, so that no power of it is 0

  private final long sum;

  private ContentSum(long sum) {
    this.sum = sum;
  }

  /** This and one more example. */
  public ContentSum plus(long hash) {
    return new ContentSum(sum * R + hash);
  }

  /** This and others that follow. */
  public ContentSum plus(ContentSum others, long count) {
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContentSum that && sum == that.sum;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sum);
  }

  /** Sixteen hexadecimal digits. */
  @Override
  public String toString() {
    return "%016x".formatted(sum);
  }
}
