package io.clrspark.model.builtin;

import java.util.List;

/**
 * The shape of an image as a network takes it: minibatches are [n, channels, height, width].
 *
 * @param channels 1 for grey, 3 for colours
 * @param height in pixels
 * @param width in pixels
 */
public record ImageShape(int channels, int height, int width) {

  public static final int NUMBERS = 3;

  /**
   * @throws IllegalArgumentException if a size is not positive
   */
  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Invalid shape of images: %d,%d,%d (must be >= 1 each)"
              .formatted(channels, height, width));
    }
  }

  /**
   * Channels, height and width.
   *
   * @throws IllegalArgumentException if there are not three numbers, or one is not positive
   */
  public static ImageShape of(List<Integer> shape) {
    if (shape.size() != NUMBERS) {
      throw new IllegalArgumentException(
          "Invalid shape of images: " + shape + " (must be channels, height and width)");
    }
    return new ImageShape(shape.get(0), shape.get(1), shape.get(2));
  }

  @Override
  public String toString() {
    return channels + "," + height + "," + width;
  }
}
