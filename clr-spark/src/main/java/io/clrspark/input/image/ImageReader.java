package io.clrspark.input.image;

import io.clrspark.rows.BadValueException;
import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;

/** The numbers of an image's file. */
final class ImageReader implements RowReader<ImageRow> {

  private static final long serialVersionUID = 1L;

  private final ImageShape shape;

  ImageReader(ImageShape shape) {
    this.shape = shape;
  }

  @Override
  public void features(ImageRow row, Numbers into) {
    try {
      ImageDecoder.read(row.encoded(), shape, into);
    } catch (BadValueException e) {
      throw new BadValueException(row.file().name() + ": " + e.reason());
    }
  }

  @Override
  public void labels(ImageRow row, Numbers into) {
    into.add(row.file().label());
  }
}
