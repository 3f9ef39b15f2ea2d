package io.clrspark.source.idx;

import io.clrspark.source.BadValueException;
import io.clrspark.source.RowNumbers;
import io.clrspark.source.RowReader;
import java.nio.ByteBuffer;

/** The numbers in a row of an IDX file. */
final class IdxRowReader implements RowReader<IdxRow> {

  private static final long serialVersionUID = 1L;

  @Override
  public void features(IdxRow row, RowNumbers into) {
    ByteBuffer values = row.values();
    IdxType type = row.header().type();
    int numbers = row.header().numbers();
    for (int i = 0; i < numbers; i++) {
      double value = type.next(values);
      if (!Double.isFinite(value)) {
        throw new BadValueException("number " + i + " is " + value + ", not a finite number");
      }
      into.add(value);
    }
  }

  @Override
  public void labels(IdxRow row, RowNumbers into) {
    into.add(row.label());
  }
}
