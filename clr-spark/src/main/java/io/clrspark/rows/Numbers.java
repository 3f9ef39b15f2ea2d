package io.clrspark.rows;

import java.util.Arrays;

/** The numbers of one row, in the order of its columns. */
public final class Numbers {

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

  void set(int index, double value) {
    values[index] = value;
  }

  public double get(int index) {
    return values[index];
  }
}
