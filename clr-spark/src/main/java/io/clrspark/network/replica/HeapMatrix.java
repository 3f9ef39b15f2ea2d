package io.clrspark.network.replica;

import io.clrspark.examples.ArrayBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of a two-dimensional array on the heap. A minibatch has thousands of elements, and each
 * costs calls through several layers in ND4J.
 */
final class HeapMatrix {

  private final double[] values;
  private final int rows;
  private final int columns;

  HeapMatrix(INDArray array) {
    this.rows = array.rows();
    this.columns = array.columns();
    this.values = new double[rows * columns];
    boolean isFloat = array.dataType() == DataType.FLOAT;
    ByteBuffer bytes =
        ByteBuffer.wrap(ArrayBytes.bytes(isFloat ? array : array.castTo(DataType.DOUBLE)))
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < values.length; i++) {
      values[i] = isFloat ? bytes.getFloat() : bytes.getDouble();
    }
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  double value(int row, int column) {
    return values[row * columns + column];
  }

  /** The column of a row's largest value; the first if several are equal. */
  int largest(int row) {
    int best = 0;
    for (int column = 1; column < columns; column++) {
      if (value(row, column) > value(row, best)) {
        best = column;
      }
    }
    return best;
  }
}
