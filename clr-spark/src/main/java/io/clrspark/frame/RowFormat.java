package io.clrspark.frame;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** How rows become examples; sent to the tasks. */
final class RowFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<ColumnReader> features;
  private final List<ColumnReader> labels;
  private final RowLabels output;
  private final long @Nullable [] shape;
  private final DataType type;

  /**
   * @param features columns of an example's features
   * @param labels columns of its labels
   * @param output what becomes of the labels
   * @param shape of an example's features; null for a row of numbers
   * @param type of the network: FLOAT or DOUBLE
   */
  RowFormat(
      List<ColumnReader> features,
      List<ColumnReader> labels,
      RowLabels output,
      long @Nullable [] shape,
      DataType type) {
    this.features = features;
    this.labels = labels;
    this.output = output;
    this.shape = shape;
    this.type = type;
  }

  /** How many columns the rows start with; where they are of follows. */
  int columns() {
    return features.size() + labels.size();
  }

  /**
   * A row's features.
   *
   * @throws BadValueException if they are none
   */
  void features(InternalRow row, Numbers into) {
    into.clear();
    for (ColumnReader column : features) {
      column.read(row, into);
    }
    if (shape != null && into.size() != product(shape)) {
      throw new BadValueException(
          "it has "
              + into.size()
              + " features, but the shape "
              + Arrays.toString(shape)
              + " takes "
              + product(shape));
    }
  }

  /**
   * A row's labels.
   *
   * @throws BadValueException if they are none
   */
  void labels(InternalRow row, Numbers raw, Numbers into) {
    raw.clear();
    for (ColumnReader column : labels) {
      column.read(row, raw);
    }
    output.convert(raw, into);
  }

  /** The shape of a batch of features, whose examples have that many numbers. */
  long[] batchShape(int rows, int numbers) {
    long[] example = shape == null ? new long[] {numbers} : shape;
    long[] batch = new long[example.length + 1];
    batch[0] = rows;
    System.arraycopy(example, 0, batch, 1, example.length);
    return batch;
  }

  /** The type of the arrays. */
  DataType type() {
    return type;
  }

  static long product(long[] shape) {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return product;
  }
}
