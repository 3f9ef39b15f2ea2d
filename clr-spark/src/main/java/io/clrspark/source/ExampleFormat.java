package io.clrspark.source;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What the rows of a source become: their reader, labels, shape and type. Sent to the tasks.
 *
 * @param <R> a row of the source
 */
@Internal
public final class ExampleFormat<R extends SourceRow> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RowReader<R> reader;
  private final LabelEncoder output;
  private final long @Nullable [] shape;
  private final DataType type;

  /**
   * @param reader reads a row
   * @param output converts its labels
   * @param shape the shape of an example's features; null for a row of numbers
   * @param type the type of the network: FLOAT or DOUBLE
   */
  public ExampleFormat(
      RowReader<R> reader, LabelEncoder output, long @Nullable [] shape, DataType type) {
    this.reader = reader;
    this.output = output;
    this.shape = shape == null ? null : shape.clone();
    this.type = type;
  }

  /**
   * Reads a row.
   *
   * @param features takes the example's features
   * @param raw takes the row's label columns as they are
   * @param labels takes the example's labels
   * @throws BadValueException if the row cannot be an example
   */
  void read(R row, NumberBuffer features, NumberBuffer raw, NumberBuffer labels) {
    features.clear();
    raw.clear();
    reader.read(row, features, raw);
    requireInRange(features, "features");
    if (shape != null && features.size() != product(shape)) {
      throw new BadValueException(
          "it has %s features, but the shape %s takes %s"
              .formatted(features.size(), Arrays.toString(shape), product(shape)));
    }
    output.convert(raw, labels);
    requireInRange(labels, "labels");
  }

  private void requireInRange(NumberBuffer numbers, String what) {
    for (int i = 0; i < numbers.size() && type == DataType.FLOAT; i++) {
      if (Float.isInfinite((float) numbers.get(i))) {
        throw new BadValueException(
            numbers.get(i) + " among its " + what + " is too large for a float");
      }
    }
  }

  /** The shape of a batch of features. Each example has that many numbers. */
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
    return Arrays.stream(shape).reduce(1, (product, size) -> product * size);
  }
}
