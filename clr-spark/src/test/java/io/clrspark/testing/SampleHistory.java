package io.clrspark.testing;

import io.clrspark.history.HistoryStore;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Rows and records to write in tests, where to write them, and Spark to read them. */
public final class SampleHistory {

  public static final Instant TIME = Instant.parse("2026-03-01T23:59:58.123456Z");

  private SampleHistory() {}

  public static HistoryStore store(Path root) {
    return HistoryStore.at(root.toString(), new Configuration());
  }

  /** With settings that a history must not depend on. */
  public static LocalSpark spark() {
    return LocalSpark.ofTwoCores()
        .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .set("spark.sql.session.timeZone", "Asia/Kathmandu");
  }

  public static HistoryRow row(int iteration, int worker, double loss, int examples) {
    return new HistoryRow(
        iteration,
        0,
        iteration / 5,
        worker,
        0.001 * iteration,
        loss,
        0.5,
        examples,
        1.5,
        "1",
        TIME);
  }

  /** Rows of one worker, iterations from..to-1. */
  public static List<HistoryRow> rows(int from, int to) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int iteration = from; iteration < to; iteration++) {
      rows.add(row(iteration, 0, 1.0 / (iteration + 1), 32));
    }
    return rows;
  }

  public static EvaluationRow evaluation(int iteration) {
    return new EvaluationRow(iteration, "test", 1, 0.003, 0.25, 0.9375, 5_000_000_000L, TIME);
  }

  public static RunRecord started(String runId) {
    RunSetup setup =
        new RunSetup(
            Map.of("spark.clr.maxLr", "0.006"),
            "{\"mode\":\"triangular\"}",
            Map.of("spark", "3.5.7"));
    return RunRecord.started(runId, RunKind.TRAIN, TIME, setup);
  }
}
