package io.clrspark.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunLog;
import io.clrspark.testing.SampleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a disk a run takes that a training might have made. */
class HistorySizeTest {

  private static final int WORKERS = 2;
  private static final int UPDATES = 5;

  private final Random random = new Random(7);
  private Instant now = SampleHistory.TIME;

  @TempDir private Path root;

  /** Measured: 12.0 bytes. */
  @Test
  void row_takesFewBytes() throws IOException {
    int rows = write(2000, 20);
    assertThat((double) bytes() / rows).isLessThan(13);
  }

  /** Measured: 16.0 bytes, with footers and two manifests. */
  @Test
  void row_takesFewBytes_inManySegments() throws IOException {
    int rows = write(100, 100);
    assertThat((double) bytes() / rows).isLessThan(17);
  }

  private int write(int roundsOfSegment, int segments) {
    try (RunLog log = SampleHistory.store(root).open("a")) {
      for (int round = 0; round < roundsOfSegment * segments; round++) {
        log.rows(round(round));
        if ((round + 1) % roundsOfSegment == 0) {
          log.flush();
        }
      }
      assertThat(log.problems()).isEmpty();
    }
    return roundsOfSegment * segments * UPDATES * WORKERS;
  }

  private List<HistoryRow> round(int round) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int iteration = round * UPDATES; iteration < (round + 1) * UPDATES; iteration++) {
      for (int worker = 0; worker < WORKERS; worker++) {
        rows.add(row(iteration, round, worker));
      }
      now = now.plusMillis(2 + random.nextInt(2));
    }
    return rows;
  }

  /** A rate of exp_range, the loss of a network of floats, a time in microseconds. */
  private HistoryRow row(int iteration, int round, int worker) {
    return new HistoryRow(
        iteration,
        iteration / 200,
        round,
        worker,
        0.001 + 0.005 * (iteration % 2000) / 2000 * Math.pow(0.99999, iteration),
        (float) Math.exp(random.nextGaussian() - 2),
        (28 + random.nextInt(5)) / 32.0,
        32,
        (2000 + random.nextInt(1000)) / 1e3,
        "driver",
        now.plusMillis(random.nextInt(2)));
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }
}
