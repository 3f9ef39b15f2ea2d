package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadIdxTest {

  private static final int BYTE = 0x08;
  private static final int DOUBLE = 0x0E;
  private static final String NO_IDX =
      "Cannot read file:INPUTS/x.idx: it is no IDX file (%s). Give files as MNIST's are.";
  private static final String CUT =
      "Cannot read file:INPUTS/x.idx: it ends within row %d (zero-based), but its header says that"
          + " it has 2. Give the whole file.";
  private static final String ZIPPED = "Cannot read file:INPUTS/x.idx.gz: ";
  private static final String NO_ZIPPED_IDX =
      ZIPPED + "it is no IDX file (it ends within its header). Give files as MNIST's are.";

  @TempDir private Path folder;

  static List<BadFile> files() {
    byte[] good = idx(BYTE, new int[] {2, 2}, 1, 2, 3, 4);
    int most = Integer.MAX_VALUE;
    return List.of(
        BadFile.of("empty", new byte[0], NO_IDX.formatted("it ends within its header")),
        BadFile.of(
            "cut within the header",
            Arrays.copyOf(good, 7),
            NO_IDX.formatted("it ends within its header")),
        BadFile.of(
            "cut within the last row", Arrays.copyOf(good, good.length - 1), CUT.formatted(1)),
        BadFile.of(
            "negative size",
            idx(BYTE, new int[] {-2, 2}),
            NO_IDX.formatted("a dimension has the size -2")),
        BadFile.of(
            "more numbers than a long",
            idx(BYTE, new int[] {2, 65536, 65536, 65536, 65536}),
            NO_IDX.formatted("a row would have 65536x65536x65536x65536 numbers")),
        BadFile.of(
            "2 GB per row",
            idx(DOUBLE, new int[] {2, 1 << 28}),
            NO_IDX.formatted("a row would have 268435456 numbers")),
        BadFile.of(
            "no rows after the header", idx(DOUBLE, new int[] {2, 1 << 24}), CUT.formatted(0)),
        BadFile.of(
            "more rows than labels",
            idx(BYTE, new int[] {most, 2}),
            "Cannot read file:INPUTS/labels: its 2 labels are not for the 2147483647 rows of file:INPUTS/x.idx. Give files that belong together."),
        BadFile.of(
            "255 dimensions",
            idx(BYTE, IntStream.range(0, 255).map(i -> most).toArray()),
            NO_IDX.formatted(
                "a row would have " + "2147483647x".repeat(9) + "2... (2793 characters) numbers")));
  }

  static List<BadFile> zippedFiles() throws IOException {
    byte[] zipped = zipped(idx(BYTE, new int[] {2, 2000}, new int[4000]));
    return List.of(
        BadFile.of("cut in half", Arrays.copyOf(zipped, zipped.length / 2), NO_ZIPPED_IDX),
        BadFile.of(
            "without its checksum",
            Arrays.copyOf(zipped, zipped.length - 6),
            ZIPPED
                + "unreadable at row 2 (zero-based): Unexpected end of input stream. Give the whole file."),
        BadFile.of("empty", new byte[0], NO_ZIPPED_IDX),
        BadFile.of(
            "text",
            "no gzip",
            "Cannot read file:INPUTS/x.idx.gz: its name ends with .gz, but it is not gzip. Give it a"
                + " name that fits."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRefused(BadFile file) throws IOException {
    assertThat(message("x.idx", file)).isEqualTo(file.message());
  }

  @ParameterizedTest
  @MethodSource("zippedFiles")
  void zippedFile_isRefused(BadFile file) throws IOException {
    assertThat(message("x.idx.gz", file)).isEqualTo(file.message());
  }

  private String message(String name, BadFile file) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    String data = training.file(name, file.bytes()).toString();
    String labels = training.file("labels", idx(BYTE, new int[] {2}, 0, 1)).toString();
    return training.message(
        "data.format", "idx", "data.classes", "", "data.path", data, "data.labelsPath", labels);
  }

  private static byte[] idx(int type, int[] sizes, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + numbers.length);
    bytes.put(new byte[] {0, 0, (byte) type, (byte) sizes.length});
    Arrays.stream(sizes).forEach(bytes::putInt);
    Arrays.stream(numbers).forEach(number -> bytes.put((byte) number));
    return bytes.array();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
