package io.clrspark.source;

import io.clrspark.Internal;
import java.util.Arrays;

/** The numbers of one row, in the order of its columns. */
@Internal
public final class RowNumbers {

  /** The most that a row may promise to have before they are there: 128 MB as doubles. */
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

  /** Makes each {@code (x - offset) / range}, with offset and range of its share of the numbers. */
  public void scale(double[] offsets, double[] ranges) {
    for (int i = 0; i < size; i++) {
      int group = (int) ((long) i * offsets.length / size);
      values[i] = (values[i] - offsets[group]) / ranges[group];
    }
  }

  /** Divides all of them. */
  public void divide(double divisor) {
    for (int i = 0; i < size && divisor != 1; i++) {
      values[i] /= divisor;
    }
  }

  public double get(int index) {
    return values[index];
  }
}
