package io.clrspark.source;

import io.clrspark.examples.FilePart;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** Successive examples on their way into a data set. */
final class RowBatch {

  private static final int NUMBERS = 1 << 20;

  private final ExampleFormat<?> format;
  private final int capacity;
  private final RowArray features;
  private final RowArray labels;
  private int size;

  /**
   * @param features numbers an example has as features
   * @param labels numbers it has as labels
   */
  RowBatch(ExampleFormat<?> format, int features, int labels) {
    this.format = format;
    this.capacity = Math.max(1, Math.min(RowExamples.ROWS, NUMBERS / Math.max(1, features)));
    this.features = new RowArray(capacity, features, format.type());
    this.labels = new RowArray(capacity, labels, format.type());
  }

  boolean isFull() {
    return size == capacity;
  }

  void add(RowNumbers exampleFeatures, RowNumbers exampleLabels) {
    features.set(size, exampleFeatures);
    labels.set(size, exampleLabels);
    size++;
  }

  /** Features of shape [size, shape...], labels of shape [size, units]. */
  DataSet dataSet(@Nullable FilePart place) {
    DataSet data =
        new DataSet(
            features.array(size, format.batchShape(size, features.width())),
            labels.array(size, size, labels.width()));
    if (place != null) {
      place.mark(data);
    }
    return data;
  }
}
