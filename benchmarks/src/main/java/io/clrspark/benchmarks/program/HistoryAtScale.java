package io.clrspark.benchmarks.program;

import io.clrspark.history.HistoryStore;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.schedule.CyclicLR;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the history of long runs of 8 workers, a million rows each, as the engine does, and
 * queries it by Spark SQL. The arguments are the number of rows and, to keep the history, a folder.
 *
 * <pre>{@code mvn -q -Dmaven.test.skip process-classes -pl benchmarks -am -Phistory-at-scale}</pre>
 */
public final class HistoryAtScale {

  private static final int WORKERS = 8;
  private static final int UPDATES = 10;
  private static final int ITERATIONS_PER_EPOCH = 1000;
  private static final int RUN_ROWS = 1_000_000;
  private static final int FLUSH_ROWS = 400_000;
  private static final int STEP_SIZE = 4000;
  private static final CyclicLR SCHEDULE = CyclicLR.triangular2(0.0005, 0.008, STEP_SIZE);

  private static final RunSetup SETUP =
      new RunSetup(Map.of(), "{\"stepSize\":" + STEP_SIZE + "}", Map.of());

  private final Random random = new Random(1);
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  private HistoryAtScale() {}

  /** Prints a line per measurement. */
  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[0]);
    boolean keep = args.length > 1;
    Path root = keep ? Path.of(args[1]) : Files.createTempDirectory("history-at-scale");
    try {
      HistoryAtScale scale = new HistoryAtScale();
      timed("write", () -> scale.writeAll(root, rows));
      print("rows", rows);
      print("bytes per row on disk", (double) bytes(root) / rows);
      query(root);
    } finally {
      if (!keep) {
        delete(root);
      }
    }
  }

  private void writeAll(Path root, int rows) {
    HistoryStore store = HistoryStore.at(root.toString(), new Configuration());
    for (int written = 0; written < rows; written += RUN_ROWS) {
      String runId = "run-" + written / RUN_ROWS;
      RunRecord started = RunRecord.started(runId, RunKind.TRAIN, now, SETUP);
      try (RunLog log = store.open(runId)) {
        log.event(started);
        write(log, Math.min(RUN_ROWS, rows - written));
        log.event(started.finished(now, Map.of()));
        if (!log.problems().isEmpty()) {
          throw new IllegalStateException(log.problems().toString());
        }
      }
    }
  }

  private void write(RunLog log, int rows) {
    int written = 0;
    for (int round = 0; written < rows; round++) {
      log.rows(round(round));
      written += WORKERS * UPDATES;
      if (written % FLUSH_ROWS == 0) {
        log.flush(); // no training is faster than its log; this is
      }
    }
  }

  private List<HistoryRow> round(int round) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int i = round * UPDATES; i < (round + 1) * UPDATES; i++) {
      for (int worker = 0; worker < WORKERS; worker++) {
        rows.add(row(i, round, worker));
      }
      now = now.plusMillis(5 + random.nextInt(3));
    }
    return rows;
  }

  /** With a float as loss, as networks of type float have, and whole nanoseconds as times. */
  private HistoryRow row(int iteration, int round, int worker) {
    return new HistoryRow(
        iteration,
        iteration / ITERATIONS_PER_EPOCH,
        round,
        worker,
        SCHEDULE.rateAt(iteration),
        (float) Math.exp(random.nextGaussian() - 1),
        (28 + random.nextInt(5)) / 32.0,
        32,
        (5_000_000 + random.nextInt(1_000_000)) / 1e6,
        Integer.toString(worker % 4),
        now.plus(random.nextInt(3), ChronoUnit.MILLIS));
  }

  private static void query(Path root) {
    try (SparkSession spark = session()) {
      timed("open the views", () -> HistoryViews.register(spark, root.toString()));
      String means = "SELECT %s, count(*), avg(loss), min(loss), avg(accuracy) FROM history %s";
      String cycle = "floor(iteration / " + 2 * STEP_SIZE + ")";
      timed("by run", () -> run(spark, means.formatted("run_id", "GROUP BY run_id")));
      timed("by worker", () -> run(spark, means.formatted("worker", "GROUP BY worker")));
      timed(
          "by run, worker and cycle",
          () ->
              run(
                  spark,
                  means.formatted(
                      "run_id, worker, " + cycle, "GROUP BY run_id, worker, " + cycle)));
      timed(
          "iterations, by run",
          () -> run(spark, "SELECT run_id, min_by(lr, loss) FROM iterations GROUP BY run_id"));
    }
  }

  private static void run(SparkSession spark, String sql) {
    spark.sql(sql).collectAsList();
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 4)
        .getOrCreate();
  }

  private static void timed(String what, Runnable action) {
    long start = System.nanoTime();
    action.run();
    print(what + ", seconds", (System.nanoTime() - start) / 1e9);
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-40s %.2f%n", what, value);
  }

  private static long bytes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(Path::toFile).filter(file -> file.isFile()).mapToLong(f -> f.length()).sum();
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.map(Path::toFile).sorted((a, b) -> b.compareTo(a)).forEach(file -> file.delete());
    }
  }
}
