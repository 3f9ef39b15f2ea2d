package io.clrspark.input;

import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;
import io.clrspark.rows.SourceRow;

/** A reader whose features are divided by a number. */
final class DividedReader<R extends SourceRow> implements RowReader<R> {

  private static final long serialVersionUID = 1L;

  private final RowReader<R> reader;
  private final double divisor;

  DividedReader(RowReader<R> reader, double divisor) {
    this.reader = reader;
    this.divisor = divisor;
  }

  @Override
  public void features(R row, Numbers into) {
    reader.features(row, into);
    into.divide(divisor);
  }

  @Override
  public void labels(R row, Numbers into) {
    reader.labels(row, into);
  }
}
