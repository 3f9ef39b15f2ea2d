package io.clrspark.source.file;

import io.clrspark.Internal;
import io.clrspark.source.RowNumbers;
import io.clrspark.source.RowReader;
import io.clrspark.source.SourceRow;
import java.io.Serializable;

/** A reader whose features are changed before they are used: divided, or scaled. */
@Internal
public final class AdjustedRowReader<R extends SourceRow> implements RowReader<R> {

  private static final long serialVersionUID = 1L;

  /** What becomes of a row's features; sent to the tasks. */
  public interface Adjustment extends Serializable {
    void apply(RowNumbers features);
  }

  private final RowReader<R> reader;
  private final Adjustment adjustment;

  public AdjustedRowReader(RowReader<R> reader, Adjustment adjustment) {
    this.reader = reader;
    this.adjustment = adjustment;
  }

  @Override
  public void features(R row, RowNumbers into) {
    reader.features(row, into);
    adjustment.apply(into);
  }

  @Override
  public void labels(R row, RowNumbers into) {
    reader.labels(row, into);
  }
}
