package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.BadValueException;
import io.clrspark.source.ClassNames;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a frame's rows. */
@Internal
public final class FrameRowReader implements RowReader<FrameRow> {
  private static final long serialVersionUID = 1L;

  private final ColumnReader[] features;
  private final ColumnReader[] labels;
  private final @Nullable ClassNames classes;

  /**
   * @param features reads the features
   * @param labels reads the labels
   * @param classes the names that a label is one of; null if labels are numbers
   */
  public FrameRowReader(
      List<ColumnReader> features, List<ColumnReader> labels, @Nullable ClassNames classes) {
    this.features = features.toArray(ColumnReader[]::new);
    this.labels = labels.toArray(ColumnReader[]::new);
    this.classes = classes;
  }

  @Override
  public void read(FrameRow row, NumberBuffer intoFeatures, NumberBuffer intoLabels) {
    for (ColumnReader column : features) {
      readFeature(row, column, intoFeatures);
    }
    for (ColumnReader column : labels) {
      readLabel(row, column, intoLabels);
    }
  }

  private static void readFeature(FrameRow row, ColumnReader column, NumberBuffer into) {
    try {
      column.read(row.values(), into);
    } catch (BadValueException e) {
      throw e.reason().endsWith(", not a number")
          ? new BadValueException(
              "%s (%s leaves the column out, %s takes its values as categories)"
                  .formatted(
                      e.reason(), DataProperties.DROP_COLUMNS, DataProperties.CATEGORICAL_COLUMNS))
          : e;
    }
  }

  private void readLabel(FrameRow row, ColumnReader column, NumberBuffer into) {
    if (classes != null) {
      into.add(classes.of(column.text(row.values())));
      return;
    }
    try {
      column.read(row.values(), into);
    } catch (BadValueException e) {
      throw column.isText() && e.reason().contains("not a number")
          ? new BadValueException(
              e.reason() + " (to train on texts, name them in " + DataProperties.CLASS_NAMES + ")")
          : e;
    }
  }
}
