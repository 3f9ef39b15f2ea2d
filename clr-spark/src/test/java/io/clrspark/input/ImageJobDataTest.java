package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.testing.JobDataLoader;
import io.clrspark.testing.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** Encoded images, in folders of their class or in a column of Parquet files. */
class ImageJobDataTest {

  @RegisterExtension
  static final LocalSpark SPARK = LocalSpark.ofTwoCores().splittingFiles(1 << 20);

  @TempDir private Path folder;

  @Test
  void imagesInFolders_areOfTheirFoldersClass() throws IOException {
    write("i/b/1.png", image(2, 3, 0x102030));
    write("i/b/2.png", image(2, 3, 0x010203));
    write("i/a/x.png", image(2, 3, 0xFF0000));
    JobData data =
        JobDataLoader.load(SPARK, true, "format", "images", "path", path("i"), "testFraction", "0");
    assertThat(data.shape()).containsExactly(3, 3, 2);
    assertThat(data.outputs()).isEqualTo(2);
    DataSet all = data.train().first().dataSet();
    assertThat(all.getFeatures().shape()).containsExactly(3, 3, 3, 2);
    assertThat(all.getFeatures().getDouble(1, 0, 2, 1)).isEqualTo(0x10);
    assertThat(all.getFeatures().getDouble(1, 2, 2, 1)).isEqualTo(0x30);
    assertThat(all.getLabels().argMax(1).toIntVector()).containsExactly(0, 1, 1);
    JobData gray =
        load(
            "format",
            "images",
            "path",
            path("i"),
            "testFraction",
            "0",
            "shape",
            "1,3,2",
            "model.load",
            "m");
    assertThat(gray.train().first().dataSet().getFeatures().getDouble(0, 0, 0, 0)).isEqualTo(76);
  }

  @Test
  void imagesThatAreNone_areNamed() throws IOException {
    write("i/a/1.png", image(2, 2, 0));
    write("i/b/1.png", image(2, 3, 0));
    assertThatThrownBy(() -> load("format", "images", "path", path("i")))
        .hasMessage(
            "Cannot read file:%s: row 1 (zero-based): b/1.png: its image is 2 wide and 3 high, not 2"
                + " and 2 as the others.",
            path("i"));
    write("i/b/1.png", "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> load("format", "images", "path", path("i")))
        .hasMessage(
            "Cannot read file:%s: row 1 (zero-based): b/1.png: it is no image that Java can read.",
            path("i"));
    Files.delete(folder.resolve("i/b/1.png"));
    assertThatThrownBy(() -> load("format", "images", "path", path("i")))
        .hasMessage("Invalid spark.clr.data.path: %s (its folder b is empty)", path("i"));
    assertThatThrownBy(() -> load("format", "images", "path", path("i/a")))
        .hasMessage(
            "Invalid spark.clr.data.path: %s (it must have a folder of images for each of two or"
                + " more classes)",
            path("i/a"));
  }

  @Test
  void imagesInParquet_becomeExamples() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(RowFactory.create(RowFactory.create((Object) image(4, 4, i)), i));
    }
    StructType image = new StructType().add("bytes", DataTypes.BinaryType);
    StructType schema = new StructType().add("image", image).add("label", DataTypes.IntegerType);
    SPARK.session().createDataFrame(rows, schema).coalesce(1).write().parquet(path("p"));
    JobData data =
        JobDataLoader.load(
            SPARK,
            true,
            "format",
            "parquet",
            "path",
            path("p"),
            "imageColumn",
            "image.bytes",
            "testFraction",
            "0");
    assertThat(data.shape()).containsExactly(3, 4, 4);
    assertThat(data.train().first().dataSet().getFeatures().getDouble(2, 2, 3, 3)).isEqualTo(2);
  }

  private JobData load(String... properties) {
    return JobDataLoader.load(SPARK, false, properties);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] image(int width, int height, int colour) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    fill(image, colour);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static void fill(BufferedImage image, int colour) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, colour);
      }
    }
  }
}
