package io.clrspark.frame;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of equal length, in the type of the network, until they become an array. */
final class RowArray {

  private final String what;
  private final int width;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  /**
   * @param what the numbers are called, for messages
   * @param rows how many there may be
   * @param width numbers in a row
   * @param type FLOAT or DOUBLE
   */
  RowArray(String what, int rows, int width, DataType type) {
    this.what = what;
    this.width = width;
    this.floats = type == DataType.FLOAT ? new float[rows * width] : null;
    this.doubles = type == DataType.FLOAT ? null : new double[rows * width];
  }

  int width() {
    return width;
  }

  /**
   * Sets a row.
   *
   * @throws BadValueException if it has another length, or a number that is too large for the type
   */
  void set(int row, Numbers numbers) {
    if (numbers.size() != width) {
      throw new BadValueException(
          "it has " + numbers.size() + " " + what + ", but the rows before it " + width);
    }
    for (int i = 0; i < width; i++) {
      set(row * width + i, numbers.get(i));
    }
  }

  private void set(int index, double value) {
    if (doubles != null) {
      doubles[index] = value;
    } else if (floats != null) {
      floats[index] = (float) value;
      if (Float.isInfinite(floats[index])) {
        throw new BadValueException(value + " among its " + what + " is too large for a float");
      }
    }
  }

  /** The first rows as an array of that shape. */
  INDArray array(int rows, long... shape) {
    INDArray flat =
        floats != null
            ? Nd4j.createFromArray(Arrays.copyOf(floats, rows * width))
            : Nd4j.createFromArray(Arrays.copyOf(doubles, rows * width));
    return flat.reshape('c', shape);
  }
}
