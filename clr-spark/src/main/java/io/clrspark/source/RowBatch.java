package io.clrspark.source;

import io.clrspark.examples.FilePart;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Collects successive examples into a data set. */
final class RowBatch {

  static final int ROWS = 256;
  private static final int NUMBERS = 1 << 20;

  private final ExampleFormat<?> format;
  private final int capacity;
  private final Rows features;
  private final Rows labels;
  private int size;

  /**
   * @param features features per example
   * @param labels labels per example
   */
  RowBatch(ExampleFormat<?> format, int features, int labels) {
    this.format = format;
    this.capacity = Math.max(1, Math.min(ROWS, NUMBERS / Math.max(1, features)));
    this.features = new Rows(capacity, features, format.type());
    this.labels = new Rows(capacity, labels, format.type());
  }

  boolean isFull() {
    return size == capacity;
  }

  void add(NumberBuffer exampleFeatures, NumberBuffer exampleLabels) {
    features.set(size, exampleFeatures);
    labels.set(size, exampleLabels);
    size++;
  }

  /** Features of shape [size, shape...], labels of shape [size, units]. */
  DataSet dataSet(@Nullable FilePart place) {
    DataSet data =
        new DataSet(
            features.array(size, format.batchShape(size, features.width)),
            labels.array(size, size, labels.width));
    if (place != null) {
      place.mark(data);
    }
    return data;
  }

  /** Rows of equal length in the type of the network: FLOAT or DOUBLE. */
  private static final class Rows {
    private final int width;
    private final float @Nullable [] floats;
    private final double @Nullable [] doubles;

    Rows(int rows, int width, DataType type) {
      this.width = width;
      this.floats = type == DataType.FLOAT ? new float[rows * width] : null;
      this.doubles = type == DataType.FLOAT ? null : new double[rows * width];
    }

    void set(int row, NumberBuffer numbers) {
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
}
