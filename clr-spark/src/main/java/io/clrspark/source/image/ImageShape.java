package io.clrspark.source.image;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shape of all images of a data set.
 *
 * @param channels 1 for gray, 3 for red, green, blue
 * @param height in pixels
 * @param width in pixels
 */
@Internal
public record ImageShape(int channels, int height, int width) implements Serializable {

  /** The shape of this image. */
  static ImageShape of(BufferedImage image) {
    boolean gray = image.getColorModel().getNumColorComponents() == 1;
    return new ImageShape(gray ? 1 : 3, image.getHeight(), image.getWidth());
  }

  /**
   * The shape that the property gives, if it is set.
   *
   * @throws ClrException if that is not the shape of an image
   */
  public static Optional<ImageShape> of(ClrConf conf) {
    return conf.set(DataProperties.SHAPE).map(ImageShape::of);
  }

  private static ImageShape of(List<Integer> sizes) {
    if (sizes.size() != 3 || (sizes.get(0) != 1 && sizes.get(0) != 3)) {
      throw ClrException.invalid(
          DataProperties.SHAPE,
          sizes.stream().map(String::valueOf).collect(Collectors.joining(",")),
          "of images it must be channels, 1 or 3, height and width");
    }
    return new ImageShape(sizes.get(0), sizes.get(1), sizes.get(2));
  }

  /** The sizes in C order. */
  public List<Integer> sizes() {
    return List.of(channels, height, width);
  }
}
