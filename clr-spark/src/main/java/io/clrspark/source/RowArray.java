package io.clrspark.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of equal length, in the type of the network, until they become an array. */
final class RowArray {

  private final int width;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  /**
   * @param rows how many there may be
   * @param width numbers in a row
   * @param type FLOAT or DOUBLE
   */
  RowArray(int rows, int width, DataType type) {
    this.width = width;
    this.floats = type == DataType.FLOAT ? new float[rows * width] : null;
    this.doubles = type == DataType.FLOAT ? null : new double[rows * width];
  }

  int width() {
    return width;
  }

  /** Sets a row. */
  void set(int row, RowNumbers numbers) {
    for (int i = 0; i < width; i++) {
      if (floats != null) {
        floats[row * width + i] = (float) numbers.get(i);
      } else if (doubles != null) {
        doubles[row * width + i] = numbers.get(i);
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
