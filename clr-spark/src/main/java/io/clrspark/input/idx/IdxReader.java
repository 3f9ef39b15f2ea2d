package io.clrspark.input.idx;

import io.clrspark.rows.BadValueException;
import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;
import java.nio.ByteBuffer;

/** The numbers in a row of an IDX file. */
final class IdxReader implements RowReader<IdxRow> {

  private static final long serialVersionUID = 1L;

  @Override
  public void features(IdxRow row, Numbers into) {
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
  public void labels(IdxRow row, Numbers into) {
    into.add(row.label());
  }
}
