package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What the rows of a source become: features of a shape and type, adjusted, and labels. */
@Internal
public final class ExampleFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FeatureAdjustment adjustment;
  private final LabelEncoder output;
  private final long @Nullable [] shape;
  private final long size;
  private final int padded;
  private final DataType type;
  private final ExampleWeights weights;

  /**
   * @param adjustment changes the features of a row
   * @param output converts its labels
   * @param weights the weights of examples
   * @param shape the shape of an example's features; null for a row of numbers
   * @param padded features of a row, which shorter rows fill with zeros; 0 to keep them as they are
   * @param type the type of the network: FLOAT or DOUBLE
   */
  public ExampleFormat(
      FeatureAdjustment adjustment,
      LabelEncoder output,
      ExampleWeights weights,
      long @Nullable [] shape,
      int padded,
      DataType type) {
    this.adjustment = adjustment;
    this.output = output;
    this.weights = weights;
    this.shape = shape == null ? null : shape.clone();
    this.size = shape == null ? 0 : Arrays.stream(shape).reduce(1, (all, one) -> all * one);
    this.padded = padded;
    this.type = type;
  }

  /** Changes the features of a row. Sent to the tasks. */
  @FunctionalInterface
  public interface FeatureAdjustment extends Serializable {

    /** Leaves them as they are. */
    FeatureAdjustment NONE = features -> {};

    void apply(NumberBuffer features);
  }

  /**
   * Reads a row of a block.
   *
   * @param features takes the example's features
   * @param raw takes the row's label columns as they are
   * @param labels takes the example's labels
   * @return its weight
   * @throws BadValueException if the row cannot be an example
   */
  double read(
      RowBlock rows, int row, NumberBuffer features, NumberBuffer raw, NumberBuffer labels) {
    rows.features(row, features);
    rows.labels(row, raw);
    double weight = weights.take(raw);
    features.fill(padded);
    adjustment.apply(features);
    requireInRange(features, "features");
    if (shape != null && features.size() != size) {
      throw new BadValueException(
          "it has %s features, but the shape %s takes %s"
              .formatted(features.size(), Arrays.toString(shape), size));
    }
    output.convert(raw, labels);
    requireInRange(labels, "labels");
    return weight;
  }

  private void requireInRange(NumberBuffer numbers, String what) {
    if (type == DataType.FLOAT) {
      numbers.requireFloats(what);
    }
  }

  /** Writes numbers in the type of the network. */
  void write(NumberBuffer numbers, ByteBuffer into) {
    for (int i = 0; i < numbers.size(); i++) {
      write(numbers.get(i), into);
    }
  }

  /** Writes a number in the type of the network. */
  void write(double number, ByteBuffer into) {
    if (type == DataType.FLOAT) {
      into.putFloat((float) number);
    } else {
      into.putDouble(number);
    }
  }

  /** Whether examples have weights. */
  boolean isWeighted() {
    return weights.areKept();
  }

  /** Room for so many rows of numbers. */
  ByteBuffer buffer(int rows, int numbers) {
    return ByteBuffer.allocate(Math.multiplyExact(rows * type.width(), numbers))
        .order(ByteOrder.nativeOrder());
  }

  /** The layout of an example. */
  ExampleLayout layout(int features, int labels) {
    return ExampleLayout.of(
        type, shape == null ? new long[] {features} : shape, new long[] {labels}, isWeighted());
  }
}
