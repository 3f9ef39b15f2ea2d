package io.clrspark.source.idx;

import io.clrspark.ClrException;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.testing.UserErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** An IDX file of any bytes, with labels for two rows; compressed where the bytes start so. */
public final class IdxFuzz {

  private static final Configuration HADOOP = new Configuration();
  private static final int GZIP = 0x1f;
  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 0, 1};

  private IdxFuzz() {}

  /** What Jazzer calls once: classes take seconds to load, which no input is to blame for. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(LABELS);
  }

  /** What Jazzer calls with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      boolean zipped = input.length > 0 && input[0] == GZIP;
      Path values = Files.createTempFile("fuzz", zipped ? ".idx.gz" : ".idx");
      Path labels = Files.createTempFile("fuzz", ".labels");
      try {
        Files.write(values, input);
        Files.write(labels, LABELS);
        UserErrors.onlyFrom(() -> read(values, labels));
      } finally {
        Files.delete(values);
        Files.delete(labels);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path values, Path labels) {
    IdxRows rows = new IdxRows(values.toString(), labels.toString(), HADOOP);
    while (rows.hasNext()) {
      try {
        rows.next().read(new NumberBuffer(), new NumberBuffer());
      } catch (BadValueException e) { // whose reason becomes part of a message
        throw new ClrException(e.reason(), e);
      }
    }
  }
}
