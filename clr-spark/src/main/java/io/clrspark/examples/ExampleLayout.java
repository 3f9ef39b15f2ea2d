package io.clrspark.examples;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.commons.lang3.ArrayUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Types and shapes of one example's arrays: the features of each input, the labels of each output,
 * then the features masks and the labels masks. An absent mask has no shape. All examples of a run
 * have one layout.
 *
 * <p>A class, not a record: it travels through Spark's serializer.
 */
@Internal
public final class ExampleLayout implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where weights are: in place of the labels mask of one input and one output. */
  static final int WEIGHTS = 3;

  private final int inputs;
  private final int outputs;
  private final boolean isWeighted;
  private final @Nullable DataType[] types;
  private final long[] @Nullable [] shapes;

  /**
   * The layout of some examples.
   *
   * @param arrays features, labels, features masks and labels masks
   * @throws ClrException if features or labels are missing, or do not have one row per example
   */
  static ExampleLayout of(int inputs, int outputs, int examples, @Nullable INDArray[] arrays) {
    ExampleLayout layout = new ExampleLayout(inputs, outputs, false);
    for (int a = 0; a < arrays.length; a++) {
      INDArray array = arrays[a];
      if (array != null) {
        if (array.rank() < 1 || array.size(0) != examples) {
          throw new ClrException(
              ("Cannot train on a data set of %s examples whose %s have the shape %s. Give one row"
                      + " per example.")
                  .formatted(examples, layout.name(a), Arrays.toString(array.shape())));
        }
        layout.types[a] = array.dataType();
        layout.shapes[a] = Arrays.copyOfRange(array.shape(), 1, array.rank());
      } else if (a < layout.inputs + layout.outputs) {
        throw new ClrException(
            "Cannot train on a data set without %s. Set features and labels of every example."
                .formatted(layout.name(a)));
      }
    }
    return layout;
  }

  /** The layout of examples of one input and one output, by the shapes of one example. */
  public static ExampleLayout of(DataType type, long[] features, long[] labels) {
    return of(type, features, labels, false);
  }

  /** The same for examples of which each has a weight, a number in place of the labels mask. */
  public static ExampleLayout of(
      DataType type, long[] features, long[] labels, boolean isWeighted) {
    ExampleLayout layout = new ExampleLayout(1, 1, isWeighted);
    if (isWeighted) {
      layout.types[WEIGHTS] = type;
      layout.shapes[WEIGHTS] = new long[] {1};
    }
    layout.types[0] = type;
    layout.types[1] = type;
    layout.shapes[0] = features.clone();
    layout.shapes[1] = labels.clone();
    return layout;
  }

  private ExampleLayout(int inputs, int outputs, boolean isWeighted) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.isWeighted = isWeighted;
    this.types = new DataType[arrays()];
    this.shapes = new long[arrays()][];
  }

  /** How many arrays an example may have: features and labels, and a mask for each. */
  public int arrays() {
    return 2 * (inputs + outputs);
  }

  /** Arrays of features: the inputs of the network. */
  public int inputs() {
    return inputs;
  }

  /** Arrays of labels: the outputs of the network. */
  public int outputs() {
    return outputs;
  }

  public boolean has(int array) {
    return shapes[array] != null;
  }

  DataType type(int array) {
    return Objects.requireNonNull(types[array], () -> name(array));
  }

  /** The shape of a minibatch's array: examples first. */
  long[] batchShape(int array, int examples) {
    return ArrayUtils.addFirst(shape(array), examples);
  }

  /** Bytes of one example's array. */
  public int bytes(int array) {
    long bytes = type(array).width();
    for (long size : shape(array)) {
      bytes *= size;
    }
    return Math.toIntExact(bytes);
  }

  /** Bytes of all of one example's arrays. */
  public int bytes() {
    int bytes = 0;
    for (int a = 0; a < arrays(); a++) {
      bytes += has(a) ? bytes(a) : 0;
    }
    return bytes;
  }

  /** Where each array starts in an example's bytes. */
  public int[] offsets() {
    int[] offsets = new int[arrays()];
    for (int a = 1; a < offsets.length; a++) {
      offsets[a] = offsets[a - 1] + (has(a - 1) ? bytes(a - 1) : 0);
    }
    return offsets;
  }

  /** Shape of one example's features of an input, without the examples' dimension. */
  public long[] features(int input) {
    return shape(input).clone();
  }

  /** Shape of one example's labels of an output, without the examples' dimension. */
  public long[] labels(int output) {
    return shape(inputs + output).clone();
  }

  private long[] shape(int array) {
    return Objects.requireNonNull(shapes[array], () -> name(array));
  }

  /** Whether each example has a weight. */
  boolean isWeighted() {
    return isWeighted;
  }

  private String name(int array) {
    if (isWeighted && array == WEIGHTS) {
      return "weights";
    }
    int both = inputs + outputs;
    int place = array % both;
    boolean feature = place < inputs;
    int of = feature ? inputs : outputs;
    String number = of == 1 ? "" : " " + (feature ? place : place - inputs);
    return (feature ? "features" : "labels") + (array < both ? "" : " mask") + number;
  }

  /**
   * Checks that other examples have this layout.
   *
   * @throws ClrException if they do not
   */
  public void requireSame(ExampleLayout other) {
    if (!equals(other)) {
      throw new ClrException(
          ("Cannot train on examples of different shape or type: [%s] and [%s]. Bring them to one"
                  + " shape, for instance by padding and masks.")
              .formatted(this, other));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExampleLayout that
        && inputs == that.inputs
        && isWeighted == that.isWeighted
        && Arrays.equals(types, that.types)
        && Arrays.deepEquals(shapes, that.shapes);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(shapes);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (int a = 0; a < arrays(); a++) {
      if (has(a)) {
        text.add(name(a) + " " + types[a] + Arrays.toString(shapes[a]));
      }
    }
    return text.toString();
  }
}
