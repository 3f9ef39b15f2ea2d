package io.clrspark.source.image;

import io.clrspark.examples.FilePart;
import io.clrspark.source.SourceRow;

/** An image's file, read. */
final class ImageRow implements SourceRow {

  private final FilePart place;
  private final long row;
  private final ImageFile file;
  private final byte[] encoded;

  /**
   * @param place successive files of a folder
   * @param row the file's zero-based place among all
   */
  ImageRow(FilePart place, long row, ImageFile file, byte[] encoded) {
    this.place = place;
    this.row = row;
    this.file = file;
    this.encoded = encoded;
  }

  @Override
  public FilePart place() {
    return place;
  }

  @Override
  public long row() {
    return row;
  }

  ImageFile file() {
    return file;
  }

  byte[] encoded() {
    return encoded;
  }
}
