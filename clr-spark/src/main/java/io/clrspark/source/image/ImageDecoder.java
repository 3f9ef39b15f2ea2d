package io.clrspark.source.image;

import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes images (PNG, JPEG, GIF, BMP: what Java reads) to numbers from 0 to 255, channel by
 * channel, then row by row.
 */
@Internal
public final class ImageDecoder {

  static {
    ImageIO.setUseCache(false); // no temporary files
  }

  private ImageDecoder() {}

  /**
   * The shape of an image.
   *
   * @throws BadValueException if it cannot be decoded
   */
  public static ImageShape shape(byte[] encoded) {
    return ImageShape.of(decode(encoded));
  }

  /**
   * Adds an image's numbers. Colours become gray by the weights of ITU-R BT.601. Gray is the same
   * in all channels. Transparency is ignored.
   *
   * @throws BadValueException if it cannot be decoded, or has another size
   */
  public static void read(byte[] encoded, ImageShape shape, NumberBuffer into) {
    BufferedImage image = decode(encoded);
    int width = image.getWidth();
    int height = image.getHeight();
    if (width != shape.width() || height != shape.height()) {
      throw new BadValueException(
          "its image is %d wide and %d high, not %d and %d as the others"
              .formatted(width, height, shape.width(), shape.height()));
    }
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    if (shape.channels() == 1) {
      Arrays.stream(pixels).forEach(pixel -> into.add(gray(pixel)));
      return;
    }
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int pixel : pixels) {
        into.add((pixel >> shift) & 0xFF);
      }
    }
  }

  private static double gray(int pixel) {
    int red = (pixel >> 16) & 0xFF;
    int green = (pixel >> 8) & 0xFF;
    int blue = pixel & 0xFF;
    return Math.rint(0.299 * red + 0.587 * green + 0.114 * blue);
  }

  private static BufferedImage decode(byte[] encoded) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new BadValueException("it is no image that Java can read");
      }
      return decode(readers.next(), in);
    } catch (BadValueException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // ImageIO's readers throw either
      String reason = MessageText.of(String.valueOf(e.getMessage()));
      throw new BadValueException("its image does not decode (" + reason + ")");
    }
  }

  private static BufferedImage decode(ImageReader reader, ImageInputStream in) throws IOException {
    try {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > NumberBuffer.MOST) {
        throw new BadValueException(
            "its image has " + pixels + " pixels, more than " + NumberBuffer.MOST);
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }
}
