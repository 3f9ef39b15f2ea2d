package io.clrspark.frame;

import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;
import java.util.List;

/** Reads the columns of a frame's rows. */
final class FrameReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final List<ColumnReader> features;
  private final List<ColumnReader> labels;

  FrameReader(List<ColumnReader> features, List<ColumnReader> labels) {
    this.features = features;
    this.labels = labels;
  }

  @Override
  public void features(FrameRow row, Numbers into) {
    features.forEach(column -> column.read(row.values(), into));
  }

  @Override
  public void labels(FrameRow row, Numbers into) {
    labels.forEach(column -> column.read(row.values(), into));
  }
}
