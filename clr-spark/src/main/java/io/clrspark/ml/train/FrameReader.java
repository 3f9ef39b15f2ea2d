package io.clrspark.ml.train;

import io.clrspark.source.BadValueException;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FrameRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of an estimator's columns: the features, and as labels the label and, where there is
 * one, the weight.
 */
final class FrameReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final ColumnReader features;
  private final ColumnReader label;
  private final @Nullable ColumnReader weight;

  FrameReader(ColumnReader features, ColumnReader label, Optional<ColumnReader> weight) {
    this.features = features;
    this.label = label;
    this.weight = weight.orElse(null);
  }

  @Override
  public void read(FrameRow row, NumberBuffer intoFeatures, NumberBuffer intoLabels) {
    features.read(row.values(), intoFeatures);
    label.read(row.values(), intoLabels);
    if (weight != null) {
      weight.read(row.values(), intoLabels);
    }
  }

  /** Whether all values of a row are finite numbers. */
  boolean isValid(FrameRow row, NumberBuffer scratch) {
    try {
      scratch.clear();
      read(row, scratch, scratch);
      return true;
    } catch (BadValueException e) {
      return false;
    }
  }

  /**
   * Refuses a label that is no class number, and a weight that is negative.
   *
   * @param classes checks class numbers; null where labels are any numbers
   * @throws BadValueException if a value is refused
   */
  void check(NumberBuffer labels, @Nullable LabelEncoder classes) {
    if (classes != null) {
      requireClass(labels.get(0), classes);
    }
    if (weight != null && labels.get(1) < 0) {
      throw new BadValueException(
          "column " + weight.name() + " is " + labels.get(1) + ", but a weight is a number >= 0");
    }
  }

  private void requireClass(double value, LabelEncoder classes) {
    try {
      classes.requireClass(value);
    } catch (BadValueException e) {
      throw new BadValueException(
          e.reason()
              + " (column "
              + label.name()
              + "; Spark's StringIndexer makes class numbers 0, 1, 2 ... of any labels)");
    }
  }
}
