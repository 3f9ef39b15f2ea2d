package io.clrspark.source.image;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Channels (1 for gray, 3 for red, green, blue), height and width of all images of a data set. */
@Internal
public final class ImageSize implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int channels;
  private final int height;
  private final int width;

  private ImageSize(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
  }

  /** Of images like this one. */
  static ImageSize of(BufferedImage image) {
    boolean gray = image.getColorModel().getNumColorComponents() == 1;
    return new ImageSize(gray ? 1 : 3, image.getHeight(), image.getWidth());
  }

  /**
   * What the property says, if it is set.
   *
   * @throws ClrException if that is no shape of an image
   */
  public static Optional<ImageSize> of(ClrConf conf) {
    return conf.set(DataProperties.SHAPE).map(ImageSize::of);
  }

  private static ImageSize of(List<Integer> sizes) {
    if (sizes.size() != 3 || (sizes.get(0) != 1 && sizes.get(0) != 3)) {
      throw new ClrException(
          "Invalid "
              + DataProperties.SHAPE
              + ": "
              + String.join(",", sizes.stream().map(String::valueOf).toList())
              + " (of images it must be channels, 1 or 3, height and width)");
    }
    return new ImageSize(sizes.get(0), sizes.get(1), sizes.get(2));
  }

  int channels() {
    return channels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** In C order. */
  public List<Integer> sizes() {
    return List.of(channels, height, width);
  }
}
