package io.clrspark.history.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.files.Column;
import io.clrspark.history.files.ColumnType;
import io.clrspark.history.files.Segment;
import io.clrspark.history.files.SegmentWriter;
import io.clrspark.history.files.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment's file that is not what was written is always noticed. */
class SegmentCheckTest {

  private static final Configuration HADOOP = new Configuration();
  private static final Table<Integer> TABLE =
      new Table<>(
          "numbers",
          List.of(new Column<>("iteration", ColumnType.INT, Column.Kind.RISING, Integer::intValue)),
          Integer::intValue);

  @TempDir Path folder;

  @Test
  void anyByteThatIsOther_isNoticed() throws IOException {
    Path file = folder.resolve("x.parquet");
    Segment segment = written(file);
    assertThat(problem(file, segment)).isEmpty();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] other = whole.clone();
      other[i] ^= (byte) (1 << (i % 8));
      Files.write(file, other);
      assertThat(problem(file, segment)).isEqualTo("has another checksum than was written");
    }
  }

  /** As of segments of before checksums: an error or the same rows, never an exception. */
  @Test
  void anyByteThatIsOther_withoutAChecksum_isNoException() throws IOException {
    Path file = folder.resolve("x.parquet");
    Segment known = written(file);
    Segment segment =
        new Segment(known.table(), known.file(), known.rows(), known.bytes(), 5, 24, "");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] other = whole.clone();
      other[i] ^= (byte) 0xff;
      Files.write(file, other);
      assertThat(problem(file, segment))
          .matches("|cannot be read: [^\\n]+|has other rows than its manifest says");
    }
  }

  private Segment written(Path file) throws IOException {
    List<Integer> rows = IntStream.range(5, 25).boxed().toList();
    Segment written = SegmentWriter.write(hadoop(file), HADOOP, TABLE, rows);
    Files.delete(folder.resolve(".x.parquet.crc")); // another hand's changes would not keep it
    assertThat(written)
        .isEqualTo(
            new Segment("numbers", "x.parquet", 20, Files.size(file), 5, 24, written.crc32c()));
    return written;
  }

  private static String problem(Path file, Segment segment) {
    return SegmentCheck.problem(hadoop(file), segment, TABLE, HADOOP).orElse("");
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }
}
