package io.clrspark.source;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What rows are to become; sent to the tasks.
 *
 * @param <R> a row of the source
 */
@Internal
public final class ExampleFormat<R extends SourceRow> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowReader<R> reader;
  private final RowLabels output;
  private final long @Nullable [] shape;
  private final DataType type;

  /**
   * @param reader what reads a row
   * @param output what becomes of its labels
   * @param shape of an example's features; null for a row of numbers
   * @param type of the network: FLOAT or DOUBLE
   */
  public ExampleFormat(
      RowReader<R> reader, RowLabels output, long @Nullable [] shape, DataType type) {
    this.reader = reader;
    this.output = output;
    this.shape = shape == null ? null : shape.clone();
    this.type = type;
  }

  /**
   * A row's features.
   *
   * @throws BadValueException if they are none
   */
  void features(R row, RowNumbers into) {
    into.clear();
    reader.features(row, into);
    requireInRange(into, "features");
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
   * @param raw for what the row has as labels
   * @throws BadValueException if they are none
   */
  void labels(R row, RowNumbers raw, RowNumbers into) {
    raw.clear();
    reader.labels(row, raw);
    output.convert(raw, into);
    requireInRange(into, "labels");
  }

  private void requireInRange(RowNumbers numbers, String what) {
    for (int i = 0; i < numbers.size() && type == DataType.FLOAT; i++) {
      if (Float.isInfinite((float) numbers.get(i))) {
        throw new BadValueException(
            numbers.get(i) + " among its " + what + " is too large for a float");
      }
    }
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

  private static long product(long[] shape) {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return product;
  }
}
