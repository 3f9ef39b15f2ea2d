package io.clrspark.input;

import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;
import io.clrspark.rows.SourceRow;
import java.io.Serializable;

/** A reader whose features are changed before they are used: divided, or scaled. */
final class AdjustedReader<R extends SourceRow> implements RowReader<R> {

  private static final long serialVersionUID = 1L;

  /** What becomes of a row's features; sent to the tasks. */
  interface Adjustment extends Serializable {
    void apply(Numbers features);
  }

  private final RowReader<R> reader;
  private final Adjustment adjustment;

  AdjustedReader(RowReader<R> reader, Adjustment adjustment) {
    this.reader = reader;
    this.adjustment = adjustment;
  }

  @Override
  public void features(R row, Numbers into) {
    reader.features(row, into);
    adjustment.apply(into);
  }

  @Override
  public void labels(R row, Numbers into) {
    reader.labels(row, into);
  }
}
