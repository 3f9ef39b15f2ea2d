package io.clrspark.source;

import io.clrspark.Internal;
import java.util.Arrays;

/** A buffer for the numbers of one row, in the order of its columns. */
@Internal
public final class NumberBuffer {

  /** The most numbers that a file may announce for a row: 128 MB as doubles. */
  public static final int MOST = 1 << 24;

  private double[] values = new double[16];
  private int size;

  public void clear() {
    size = 0;
  }

  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  public int size() {
    return size;
  }

  /**
   * Scales each number to {@code (x - offset) / range}, with one offset per equal share of them.
   */
  public void scale(double[] offsets, double[] ranges) {
    for (int i = 0; i < size; i++) {
      int group = (int) ((long) i * offsets.length / size);
      values[i] = (values[i] - offsets[group]) / ranges[group];
    }
  }

  /** Adds zeros up to a size. */
  public void fill(int wanted) {
    while (size < wanted) {
      add(0);
    }
  }

  /** Drops the numbers beyond a size. */
  public void truncate(int wanted) {
    size = Math.min(size, wanted);
  }

  /**
   * Puts a number in the place of each NaN.
   *
   * @param replacements one per equal share of the numbers
   */
  public void replaceNaN(double[] replacements) {
    for (int i = 0; i < size; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = replacements[(int) ((long) i * replacements.length / size)];
      }
    }
  }

  /** Divides all numbers. */
  public void divide(double divisor) {
    for (int i = 0; i < size && divisor != 1; i++) {
      values[i] /= divisor;
    }
  }

  /**
   * Refuses numbers that a float does not hold.
   *
   * @param what what they are
   * @throws BadValueException if one is too large
   */
  public void requireFloats(String what) {
    for (int i = 0; i < size; i++) {
      if (Float.isInfinite((float) values[i])) {
        throw new BadValueException(values[i] + " among its " + what + " is too large for a float");
      }
    }
  }

  public double get(int index) {
    return values[index];
  }
}
