package io.clrspark.examples;

import io.clrspark.Internal;
import java.util.Random;

/**
 * Derives seeds for independent random sequences from a run's seed and the purpose of the sequence.
 *
 * <p>The finalizer is SplitMix64's (Steele, Lea, Flood, OOPSLA 2014, figure 19). {@link Random} is
 * used behind it because its algorithm is fixed by its specification: the same numbers on every
 * Java.
 */
@Internal
public final class Seeds {

  private Seeds() {}

  /** A seed that depends on every argument and on their order. */
  public static long derive(long seed, long... parts) {
    long mixed = finish(seed);
    for (long part : parts) {
      mixed = finish(mixed + part);
    }
    return mixed;
  }

  /** The numbers 0 to n-1 in an order drawn from the seed (Fisher and Yates). */
  public static int[] permutation(int n, long seed) {
    int[] order = new int[n];
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long finish(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
