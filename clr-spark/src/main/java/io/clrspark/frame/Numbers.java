package io.clrspark.frame;

import java.util.Arrays;

/** The numbers of one row, in the order of its columns. */
final class Numbers {

  private double[] values = new double[16];
  private int size;

  void clear() {
    size = 0;
  }

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  double get(int index) {
    return values[index];
  }
}
