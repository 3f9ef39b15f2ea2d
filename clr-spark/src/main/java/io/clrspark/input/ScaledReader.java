package io.clrspark.input;

import io.clrspark.input.scale.Scaling;
import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;
import io.clrspark.rows.SourceRow;

/** A reader whose features are scaled. */
final class ScaledReader<R extends SourceRow> implements RowReader<R> {

  private static final long serialVersionUID = 1L;

  private final RowReader<R> reader;
  private final Scaling scaling;

  ScaledReader(RowReader<R> reader, Scaling scaling) {
    this.reader = reader;
    this.scaling = scaling;
  }

  @Override
  public void features(R row, Numbers into) {
    reader.features(row, into);
    scaling.apply(into);
  }

  @Override
  public void labels(R row, Numbers into) {
    reader.labels(row, into);
  }
}
