package io.clrspark.history.verify;

import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.history.files.ChecksummedOutput;
import io.clrspark.history.files.Segment;
import io.clrspark.history.files.Table;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.IntSummaryStatistics;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Checks a segment by reading every column of every row. */
@Internal
public final class SegmentCheck {

  private static final String ITERATION = "iteration";

  private SegmentCheck() {}

  /** What is wrong with a segment's file; empty if it agrees with its manifest. */
  public static Optional<String> problem(
      Path path, Segment segment, Table<?> table, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      long bytes = files.getFileStatus(path).getLen();
      if (bytes != segment.bytes()) {
        return Optional.of("has %d bytes, not %d".formatted(bytes, segment.bytes()));
      }
      if (!segment.crc32c().isEmpty() && !checksum(files, path).equals(segment.crc32c())) {
        return Optional.of("has another checksum than was written");
      }
      IntSummaryStatistics iterations = iterations(path, table, hadoop);
      boolean agrees =
          iterations.getCount() == segment.rows()
              && iterations.getMin() == segment.firstIteration()
              && iterations.getMax() == segment.lastIteration();
      return agrees ? Optional.empty() : Optional.of("has other rows than its manifest says");
    } catch (FileNotFoundException e) {
      return Optional.of("is not there");
    } catch (IOException | RuntimeException e) {
      return Optional.of("cannot be read: " + ErrorText.reason(e));
    }
  }

  private static String checksum(FileSystem files, Path path) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream in = new CheckedInputStream(files.open(path), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return ChecksummedOutput.text(sum);
  }

  private static IntSummaryStatistics iterations(Path path, Table<?> table, Configuration hadoop)
      throws IOException {
    Configuration columns = new Configuration(hadoop);
    columns.set(ReadSupport.PARQUET_READ_SCHEMA, table.parquet().toString());
    IntSummaryStatistics iterations = new IntSummaryStatistics();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).withConf(columns).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        iterations.accept(row.getInteger(ITERATION, 0));
      }
    }
    return iterations;
  }
}
