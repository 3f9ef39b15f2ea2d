package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import java.util.List;

/** Reads the columns of a frame's rows. */
@Internal
public final class FrameRowReader implements RowReader<FrameRow> {
  private static final long serialVersionUID = 1L;

  private final List<ColumnReader> features;
  private final List<ColumnReader> labels;

  /**
   * @param features reads the features
   * @param labels reads the labels
   */
  public FrameRowReader(List<ColumnReader> features, List<ColumnReader> labels) {
    this.features = List.copyOf(features);
    this.labels = List.copyOf(labels);
  }

  @Override
  public void read(FrameRow row, NumberBuffer intoFeatures, NumberBuffer intoLabels) {
    features.forEach(column -> column.read(row.values(), intoFeatures));
    labels.forEach(column -> column.read(row.values(), intoLabels));
  }
}
