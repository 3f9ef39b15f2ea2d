package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.testing.JobDataLoader;
import io.clrspark.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** IDX files, the format of MNIST. */
class IdxJobDataTest {

  @RegisterExtension
  static final LocalSpark SPARK = LocalSpark.ofTwoCores().splittingFiles(1 << 20);

  @TempDir private Path folder;

  @Test
  void imagesAndLabels_plainAndGzipped_becomeExamples() throws IOException {
    write("x.idx", idx(0x08, new int[] {3, 2, 2}, 0, 1, 2, 255, 4, 5, 6, 7, 8, 9, 10, 11));
    write("y.idx", idx(0x08, new int[] {3}, 0, 2, 1));
    JobData plain = load("testFraction", "0");
    assertThat(plain.outputs()).isEqualTo(3);
    assertThat(JobDataLoader.rows(plain.train()))
        .containsExactly(
            "[0.0, 1.0, 2.0, 255.0] 0", "[4.0, 5.0, 6.0, 7.0] 2", "[8.0, 9.0, 10.0, 11.0] 1");
    write("x.idx.gz", zipped(Files.readAllBytes(folder.resolve("x.idx"))));
    JobData gzipped = load("testFraction", "0", "path", folder.resolve("x.idx.gz").toString());
    assertThat(JobDataLoader.rows(gzipped.train())).isEqualTo(JobDataLoader.rows(plain.train()));
  }

  @Test
  void networkOfImages_getsChannelsHeightAndWidth() throws IOException {
    write("x.idx", idx(0x08, new int[] {2, 3, 2}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    write("y.idx", idx(0x08, new int[] {2}, 0, 1));
    JobData data = JobDataLoader.load(SPARK, true, all("divide", "2", "testFraction", "0"));
    assertThat(data.shape()).containsExactly(1, 3, 2);
    DataSet both = data.train().first().dataSet();
    assertThat(both.getFeatures().shape()).containsExactly(2, 1, 3, 2);
    assertThat(both.getFeatures().getDouble(1, 0, 2, 0)).isEqualTo(5);
  }

  @Test
  void otherTypes_areRead_bigEndian() throws IOException {
    write("y.idx", idx(0x0C, new int[] {2}, 1, 0));
    for (int type : new int[] {0x09, 0x0B, 0x0C, 0x0D, 0x0E}) {
      write("x.idx", idx(type, new int[] {2, 2}, -1, 2, -3, 100));
      assertThat(JobDataLoader.rows(load("testFraction", "0").train()))
          .containsExactly("[-1.0, 2.0] 1", "[-3.0, 100.0] 0");
    }
  }

  @Test
  void filesOfTheirOwn_areHeldOut() throws IOException {
    write("x.idx", idx(0x08, new int[] {2, 1}, 1, 2));
    write("y.idx", idx(0x08, new int[] {2}, 0, 1));
    write("t.idx", idx(0x08, new int[] {3, 1}, 3, 4, 5));
    write("u.idx", idx(0x08, new int[] {3}, 1, 1, 0));
    JobData data = load("testPath", path("t.idx"), "testLabelsPath", path("u.idx"));
    assertThat(data.trainExamples()).isEqualTo(2);
    assertThat(data.testExamples()).isEqualTo(3);
    assertThat(JobDataLoader.rows(data.test().orElseThrow()))
        .containsExactly("[3.0] 1", "[4.0] 1", "[5.0] 0");
    write("u.idx", idx(0x08, new int[] {3}, 1, 2, 0));
    assertThatThrownBy(() -> load("testPath", path("t.idx"), "testLabelsPath", path("u.idx")))
        .hasMessage(
            "Cannot read file:%s: row 1 (zero-based): the label is 2, not a whole number from 0 to"
                + " 1.",
            path("t.idx"));
  }

  /** bzip2 has blocks of 900,000 bytes, and a row may cross from one to the next. */
  @Test
  void bzip2OfSeveralBlocks_isReadWhole() throws IOException {
    int rows = 2500;
    double[] values = new Random(1).ints(rows * 1000L, 0, 256).asDoubleStream().toArray();
    byte[] plain = idx(0x08, new int[] {rows, 1000}, values);
    write(
        "y.idx",
        idx(0x08, new int[] {rows}, IntStream.range(0, rows).mapToDouble(i -> i % 2).toArray()));
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration());
    try (OutputStream out =
        codec.createOutputStream(Files.newOutputStream(folder.resolve("x.idx.bz2")))) {
      out.write(plain);
    }
    write("x.idx", plain);
    List<String> expected = JobDataLoader.rows(load("testFraction", "0").train());
    assertThat(JobDataLoader.rows(load("testFraction", "0", "path", path("x.idx.bz2")).train()))
        .isEqualTo(expected);
  }

  @Test
  void filesThatAreNoIdx_sayWhy() throws IOException {
    byte[] good = idx(0x08, new int[] {2, 2}, 1, 2, 3, 4);
    write("y.idx", idx(0x08, new int[] {2}, 0, 1));
    fails(
        new byte[] {1, 2, 3, 4, 5, 6, 7, 8},
        "it is no IDX file (it does not start with two zero bytes). Give files as MNIST's are.");
    fails(
        new byte[] {0, 0, 7, 1, 0, 0, 0, 2},
        "it is no IDX file (its third byte, 7, is no type). Give files as MNIST's are.");
    fails(
        new byte[] {0, 0, 8, 2, 0, 0, 0},
        "it is no IDX file (it ends within its header). Give files as MNIST's are.");
    fails(
        idx(0x08, new int[] {2, -1}, 1),
        "it is no IDX file (a dimension has the size -1). Give files as MNIST's are.");
    fails(
        idx(0x08, new int[] {2, 1 << 20, 1 << 20}, 1),
        "it is no IDX file (a row would have 1048576x1048576 numbers). Give files as MNIST's are.");
    fails(
        Arrays.copyOf(good, good.length - 1),
        "it ends within row 1 (zero-based), but its header says that it has 2. Give the whole file.");
    fails(
        Arrays.copyOf(good, good.length + 1),
        "it has more than the 2 rows that its header says. Give the file as it was made.");
    fails(
        idx(0x0D, new int[] {2, 2}, 1, 2, Double.NaN, 4),
        "row 1 (zero-based): number 0 is NaN, not a finite number.");
    write("x.idx.gz", Arrays.copyOf(zipped(idx(0x08, new int[] {2, 2000}, new double[4000])), 40));
    assertThatThrownBy(() -> load("path", path("x.idx.gz")))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot read file:.*/x.idx.gz: .*(ends within row|unreadable at row).* Give the whole"
                + " file\\.");
  }

  @Test
  void labelsThatDoNotFit_areNamed() throws IOException {
    write("x.idx", idx(0x08, new int[] {2, 2}, 1, 2, 3, 4));
    write("y.idx", idx(0x08, new int[] {3}, 0, 1, 0));
    assertThatThrownBy(() -> load())
        .hasMessage(
            "Cannot read file:%s: its 3 labels are not for the 2 rows of file:%s. Give files that"
                + " belong together.",
            path("y.idx"), path("x.idx"));
    write("y.idx", idx(0x08, new int[] {2, 2}, 0, 1, 0, 1));
    assertThatThrownBy(() -> load())
        .hasMessage(
            "Cannot read file:%s: its rows of 2 numbers are no labels. Give one per row.",
            path("y.idx"));
  }

  private void fails(byte[] file, String reason) throws IOException {
    write("x.idx", file);
    assertThatThrownBy(() -> load())
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read file:%s: %s", path("x.idx"), reason);
  }

  private JobData load(String... properties) {
    return JobDataLoader.load(SPARK, false, all(properties));
  }

  private String[] all(String... properties) {
    String[] all = {"format", "idx", "path", path("x.idx"), "labelsPath", path("y.idx")};
    String[] both = Arrays.copyOf(all, all.length + properties.length);
    System.arraycopy(properties, 0, both, all.length, properties.length);
    return both;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] idx(int type, int[] sizes, double... numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {0, 0, (byte) type, (byte) sizes.length});
      for (int size : sizes) {
        out.writeInt(size);
      }
      for (double number : numbers) {
        write(out, type, number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, int type, double number) throws IOException {
    switch (type) {
      case 0x08, 0x09 -> out.writeByte((int) number);
      case 0x0B -> out.writeShort((int) number);
      case 0x0C -> out.writeInt((int) number);
      case 0x0D -> out.writeFloat((float) number);
      default -> out.writeDouble(number);
    }
  }
}
