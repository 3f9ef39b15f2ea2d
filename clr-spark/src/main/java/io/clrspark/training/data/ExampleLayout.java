package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Type and shape of one example's arrays: features, labels, features mask, labels mask. An absent
 * array has no shape. All examples of a run have one layout.
 *
 * <p>A class, not a record: it travels through Spark's serializer.
 */
public final class ExampleLayout implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String[] NAMES = {"features", "labels", "features mask", "labels mask"};
  static final int ARRAYS = NAMES.length;

  private final @Nullable DataType[] types = new DataType[ARRAYS];
  private final long[] @Nullable [] shapes = new long[ARRAYS][];

  /**
   * The layout of a data set's examples.
   *
   * @throws ClrException if features or labels are missing
   */
  static ExampleLayout of(DataSet data) {
    ExampleLayout layout = new ExampleLayout();
    INDArray[] arrays = arrays(data);
    for (int i = 0; i < ARRAYS; i++) {
      INDArray array = arrays[i];
      if (array != null) {
        layout.types[i] = array.dataType();
        layout.shapes[i] = Arrays.copyOfRange(array.shape(), 1, array.rank());
      } else if (i < 2) {
        throw new ClrException(
            "Cannot train on a DataSet without " + NAMES[i] + ". Set features and labels.");
      }
    }
    return layout;
  }

  static @Nullable INDArray[] arrays(DataSet data) {
    return new INDArray[] {
      data.getFeatures(), data.getLabels(), data.getFeaturesMaskArray(), data.getLabelsMaskArray()
    };
  }

  boolean has(int array) {
    return shapes[array] != null;
  }

  DataType type(int array) {
    return java.util.Objects.requireNonNull(types[array], NAMES[array]);
  }

  /** The shape of a minibatch's array: examples first. */
  long[] batchShape(int array, int examples) {
    long[] shape = shape(array);
    long[] batch = new long[shape.length + 1];
    batch[0] = examples;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return batch;
  }

  /** Bytes of one example's array. */
  int bytes(int array) {
    long bytes = type(array).width();
    for (long size : shape(array)) {
      bytes *= size;
    }
    return Math.toIntExact(bytes);
  }

  /** Bytes of all of one example's arrays. */
  int bytes() {
    int bytes = 0;
    for (int i = 0; i < ARRAYS; i++) {
      bytes += has(i) ? bytes(i) : 0;
    }
    return bytes;
  }

  /** Shape of one example's features, without the examples' dimension. */
  public long[] features() {
    return shape(0).clone();
  }

  /** Shape of one example's labels, without the examples' dimension. */
  public long[] labels() {
    return shape(1).clone();
  }

  private long[] shape(int array) {
    return java.util.Objects.requireNonNull(shapes[array], NAMES[array]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExampleLayout that
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
    for (int i = 0; i < ARRAYS; i++) {
      if (has(i)) {
        text.add(NAMES[i] + " " + types[i] + Arrays.toString(shapes[i]));
      }
    }
    return text.toString();
  }
}
