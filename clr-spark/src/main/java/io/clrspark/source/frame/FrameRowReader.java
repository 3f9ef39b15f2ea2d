package io.clrspark.source.frame;

import io.clrspark.source.RowNumbers;
import io.clrspark.source.RowReader;
import java.util.List;

/** Reads the columns of a frame's rows. */
final class FrameRowReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final List<ColumnReader> features;
  private final List<ColumnReader> labels;

  FrameRowReader(List<ColumnReader> features, List<ColumnReader> labels) {
    this.features = features;
    this.labels = labels;
  }

  @Override
  public void features(FrameRow row, RowNumbers into) {
    features.forEach(column -> column.read(row.values(), into));
  }

  @Override
  public void labels(FrameRow row, RowNumbers into) {
    labels.forEach(column -> column.read(row.values(), into));
  }
}
