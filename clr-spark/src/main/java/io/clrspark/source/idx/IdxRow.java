package io.clrspark.source.idx;

import io.clrspark.examples.FilePart;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.SourceRow;
import java.nio.ByteBuffer;

/**
 * A row of an IDX file and its label from another.
 *
 * @param place the part of a file that it is in
 * @param header the header of its file
 * @param labelType the type of its label
 * @param values its bytes
 * @param label the bytes of its label; none if it has no label
 */
@SuppressWarnings("ArrayRecordComponent") // rows are not compared
record IdxRow(FilePart place, IdxHeader header, IdxType labelType, byte[] values, byte[] label)
    implements SourceRow {

  @Override
  public String layout() {
    return header.layout();
  }

  /** Adds the row's numbers. */
  void read(NumberBuffer features, NumberBuffer labels) {
    ByteBuffer from = ByteBuffer.wrap(values);
    int numbers = header.numbers();
    for (int i = 0; i < numbers; i++) {
      double value = header.type().next(from);
      if (!Double.isFinite(value)) {
        throw new BadValueException("number " + i + " is " + value + ", not a finite number");
      }
      features.add(value);
    }
    if (label.length > 0) {
      labels.add(labelType.next(ByteBuffer.wrap(label)));
    }
  }
}
