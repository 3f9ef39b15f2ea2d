package io.clrspark.source.image;

import io.clrspark.source.BadValueException;
import io.clrspark.source.RowNumbers;
import io.clrspark.source.RowReader;

/** The numbers of an image's file. */
final class ImageRowReader implements RowReader<ImageRow> {

  private static final long serialVersionUID = 1L;

  private final ImageSize shape;

  ImageRowReader(ImageSize shape) {
    this.shape = shape;
  }

  @Override
  public void features(ImageRow row, RowNumbers into) {
    try {
      ImageDecoder.read(row.encoded(), shape, into);
    } catch (BadValueException e) {
      throw new BadValueException(row.file().name() + ": " + e.reason());
    }
  }

  @Override
  public void labels(ImageRow row, RowNumbers into) {
    into.add(row.file().label());
  }
}
