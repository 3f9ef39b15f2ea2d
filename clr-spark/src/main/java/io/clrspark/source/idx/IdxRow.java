package io.clrspark.source.idx;

import io.clrspark.examples.FilePart;
import io.clrspark.source.SourceRow;
import java.nio.ByteBuffer;

/** A row of an IDX file, and its label from another. One object for all rows of a file. */
final class IdxRow implements SourceRow {

  private final FilePart place;
  private final IdxHeader header;
  private final IdxHeader labels;
  private long row = -1;
  private ByteBuffer values = ByteBuffer.allocate(0);
  private ByteBuffer label = ByteBuffer.allocate(0);

  IdxRow(FilePart place, IdxHeader header, IdxHeader labels) {
    this.place = place;
    this.header = header;
    this.labels = labels;
  }

  /** This, as the next row. */
  IdxRow next(byte[] nextValues, byte[] nextLabel) {
    row++;
    values = ByteBuffer.wrap(nextValues);
    label = ByteBuffer.wrap(nextLabel);
    return this;
  }

  @Override
  public FilePart place() {
    return place;
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public String layout() {
    return header.layout();
  }

  IdxHeader header() {
    return header;
  }

  ByteBuffer values() {
    return values.duplicate();
  }

  double label() {
    return labels.type().next(label.duplicate());
  }
}
