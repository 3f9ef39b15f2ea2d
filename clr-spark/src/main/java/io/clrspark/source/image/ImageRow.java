package io.clrspark.source.image;

import io.clrspark.examples.FilePart;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.SourceRow;

/**
 * The file of an image, read.
 *
 * @param place successive files of a folder
 * @param file the file
 * @param encoded its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // rows are not compared
record ImageRow(FilePart place, ImageFile file, byte[] encoded) implements SourceRow {

  /** Adds the image's numbers and the number of its class. */
  void read(ImageShape shape, NumberBuffer features, NumberBuffer labels) {
    try {
      ImageDecoder.read(encoded, shape, features);
    } catch (BadValueException e) {
      throw new BadValueException(file.name() + ": " + e.reason());
    }
    labels.add(file.label());
  }
}
