package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadImageTest {

  private static final String READ = "Cannot read file:INPUTS: row 1 (zero-based): b/1.png: ";

  @TempDir private Path folder;

  static List<BadFile> files() throws IOException {
    byte[] small = image(4, 4);
    byte[] huge = small.clone();
    ByteBuffer.wrap(huge).putInt(16, 60_000).putInt(20, 60_000);
    return List.of(
        BadFile.of("empty", "", READ + "it is no image that Java can read."),
        BadFile.of("text", "text", READ + "it is no image that Java can read."),
        BadFile.of(
            "cut in half",
            Arrays.copyOf(small, small.length / 2),
            READ + "its image does not decode (Error skipping PNG metadata)."),
        BadFile.of(
            "higher than the others",
            image(4, 5),
            READ + "its image is 4 wide and 5 high, not 4 and 4 as the others."),
        BadFile.of(
            "huge by its header",
            huge,
            READ + "its image has 3600000000 pixels, more than 16777216."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRefused(BadFile file) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    training.file("a/1.png", image(4, 4));
    training.file("b/1.png", file.bytes());
    String path = training.inputs().toString();
    assertThat(training.message("data.format", "images", "data.classes", "", "data.path", path))
        .isEqualTo(file.message());
  }

  private static byte[] image(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", bytes);
    return bytes.toByteArray();
  }
}
