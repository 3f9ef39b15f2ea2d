package io.clrspark.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** What is written is what is read: columns, types and values, from Parquet and from memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTablesTest {

  private static final Instant LATER = SampleHistory.TIME.plusSeconds(60);

  @RegisterExtension static final LocalSpark SPARK = SampleHistory.spark();
  @TempDir private Path root;

  @Test
  void history_hasTheDocumentedColumns() {
    writeEverything(SampleHistory.store(root).open("a"));
    assertThat(views(root).history().schema().toDDL())
        .isEqualTo(
            "run_id STRING,iteration INT,epoch INT,round INT,worker INT,lr DOUBLE,loss DOUBLE,"
                + "accuracy DOUBLE,examples INT,duration_ms DOUBLE,executor_id STRING,"
                + "ts TIMESTAMP");
  }

  @Test
  void history_keepsNullsNonFiniteNumbersAndMicroseconds() {
    writeEverything(SampleHistory.store(root).open("a"));
    assertThat(historyRows(views(root))).containsExactlyElementsOf(expectedHistory("a"));
  }

  @Test
  void memory_givesTheSameAsParquet() {
    writeEverything(SampleHistory.store(root).open("a"));
    MemoryLog memory = MemoryLog.open("a");
    writeEverything(memory);
    HistoryViews stored = views(root);
    HistoryViews held = HistoryViews.of(SPARK.session(), memory);
    assertThat(historyRows(held)).containsExactlyElementsOf(expectedHistory("a"));
    assertThat(held.evaluations().collectAsList()).isEqualTo(stored.evaluations().collectAsList());
    assertThat(held.runs().collectAsList()).isEqualTo(stored.runs().collectAsList());
    assertThat(held.history().schema()).isEqualTo(stored.history().schema());
    assertThat(held.iterations().schema()).isEqualTo(stored.iterations().schema());
  }

  @Test
  void evaluations_keepTheirValues() {
    writeEverything(SampleHistory.store(root).open("a"));
    Dataset<Row> evaluations = views(root).evaluations();
    assertThat(evaluations.schema().toDDL())
        .isEqualTo(
            "run_id STRING,iteration INT,data_set STRING,epoch INT,lr DOUBLE,loss DOUBLE,"
                + "accuracy DOUBLE,examples BIGINT,ts TIMESTAMP");
    assertThat(evaluations.select(withMicros(evaluations)).collectAsList())
        .containsExactly(
            RowFactory.create("a", 40, "test", 1, 0.003, 0.25, 0.9375, 5_000_000_000L, micros()));
  }

  @Test
  void runIds_thatLookLikeNumbersOrDates_stayStrings() {
    for (String id : List.of("007", "2026-03-01", "1e3", "null", "true", "10")) {
      try (RunLog log = SampleHistory.store(root).open(id)) {
        log.rows(SampleHistory.rows(0, 1));
      }
    }
    assertThat(views(root).history().orderBy("run_id").select("run_id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("007", "10", "1e3", "2026-03-01", "null", "true");
    assertThat(views(root).history().where("run_id = '10'").count()).isEqualTo(1);
  }

  @Test
  void runs_showTheNewestState_andAllResets() {
    RunRecord run = SampleHistory.started("a");
    RunSetup anew = new RunSetup(Map.of("spark.clr.maxLr", "0.01"), "two", Map.of("spark", "3"));
    try (RunLog log = SampleHistory.store(root).open("a")) {
      log.event(run);
      log.event(run.reset(LATER, new RateReset(400, 0.002, 0.004, 50, 0.006), null));
      log.event(run.reset(LATER, new RateReset(450, 1, 2, 3, 0.004), null));
      log.event(run.resumed(LATER, anew, new ResumePoint(420, null), null));
      log.event(run.finished(LATER, Map.of(RunRecord.TRAIN_LOSS, Double.NaN, "accuracy", 0.5)));
      log.event(run.reset(LATER, new RateReset(500, 0.001, 0.003, 5_000_000_000L, 0.004), "why"));
    }
    Row row = views(root).runs().first();
    assertThat(row.getString(1)).isEqualTo("train");
    assertThat(row.getString(2)).isEqualTo("finished");
    assertThat(row.getTimestamp(3).toInstant()).isEqualTo(SampleHistory.TIME);
    assertThat(row.getTimestamp(4).toInstant()).isEqualTo(LATER);
    assertThat(row.getJavaMap(5)).isEqualTo(Map.of("spark.clr.maxLr", "0.01"));
    assertThat(row.getString(6)).isEqualTo("two");
    assertThat(row.getJavaMap(7)).isEqualTo(Map.of("spark", "3"));
    assertThat(row.getJavaMap(8)).isEqualTo(Map.of("train_loss", Double.NaN, "accuracy", 0.5));
    assertThat(row.isNullAt(9)).isTrue();
    assertThat(row.getInt(10)).isEqualTo(1);
    assertThat(row.getList(11))
        .asString()
        .startsWith("[[400,")
        .contains("0.002,0.004,50,0.006,null], [500,")
        .endsWith("0.001,0.003,5000000000,0.004,why]]");
  }

  /** The process died between the records of a rollback and the checkpoint after it. */
  @Test
  void runs_resumedAsBeforeARollback_showItsResetOnce_andThoseAskedFor() {
    RunRecord run = SampleHistory.started("a");
    ResumePoint first = new ResumePoint(400, 0);
    ResumePoint second = new ResumePoint(400, 1);
    try (RunLog log = SampleHistory.store(root).open("a")) {
      log.event(run);
      log.event(run.reset(LATER, new RateReset(400, 0.002, 0.004, 50, 0.006), null));
      log.event(run.resumed(LATER, run.setup(), first, "NaN"));
      log.event(run.reset(LATER, new RateReset(400, 0.002, 0.003, 50, 0.004), "NaN"));
      log.event(run.resumed(LATER, run.setup(), first, null)); // from before that reset
      log.event(run.resumed(LATER, run.setup(), first, "NaN again"));
      log.event(run.reset(LATER, new RateReset(400, 0.002, 0.003, 50, 0.004), "NaN again"));
      log.event(run.resumed(LATER, run.setup(), second, null));
      log.event(run.resumed(LATER, run.setup(), second, "more"));
      log.event(run.reset(LATER, new RateReset(400, 0.002, 0.0025, 50, 0.003), "more"));
    }
    Row row = views(root).runs().first();
    assertThat(row.<Row>getList(11))
        .extracting(reset -> reset.getString(6))
        .containsExactly(null, "NaN again", "more");
  }

  @Test
  void runs_thatStillTrain_haveNoEnd_andFailedOnesAReason() {
    RunRecord run = SampleHistory.started("b");
    try (RunLog training = SampleHistory.store(root).open("a");
        RunLog failed = SampleHistory.store(root).open("b")) {
      training.event(SampleHistory.started("a"));
      failed.event(run);
      failed.event(run.failed(LATER, "no data", Map.of()));
    }
    List<Row> rows =
        views(root)
            .runs()
            .selectExpr("run_id", "status", "ended IS NULL", "message", "size(metrics)")
            .orderBy("run_id")
            .collectAsList();
    assertThat(rows)
        .containsExactly(
            RowFactory.create("a", "started", true, null, 0),
            RowFactory.create("b", "failed", false, "no data", 0));
  }

  private static void writeEverything(RunLog log) {
    try (log) {
      log.event(SampleHistory.started("a"));
      log.rows(oddRows());
      log.evaluation(SampleHistory.evaluation(40));
    }
    assertThat(log.problems()).isEmpty();
  }

  private static List<HistoryRow> oddRows() {
    return List.of(
        odd(0, 1.25, 0.75),
        odd(1, Double.NaN, null),
        odd(2, Double.POSITIVE_INFINITY, Double.NaN),
        odd(3, Double.NEGATIVE_INFINITY, 0.0),
        odd(Integer.MAX_VALUE, -0.0, 1.0));
  }

  private static HistoryRow odd(int iteration, double loss, Double accuracy) {
    return new HistoryRow(
        iteration, 1, 2, 3, 1e-300, loss, accuracy, 64, 0.125, "driver é", SampleHistory.TIME);
  }

  private static List<Row> expectedHistory(String runId) {
    return oddRows().stream().map(row -> expected(runId, row)).toList();
  }

  private static Row expected(String runId, HistoryRow row) {
    return RowFactory.create(
        runId,
        row.iteration(),
        row.epoch(),
        row.round(),
        row.worker(),
        row.lr(),
        row.loss(),
        row.accuracy(),
        row.examples(),
        row.durationMs(),
        row.executorId(),
        micros());
  }

  private static List<Row> historyRows(HistoryViews views) {
    Dataset<Row> history = views.history();
    return history.orderBy("iteration").select(withMicros(history)).collectAsList();
  }

  /** Every column, the timestamp as microseconds since 1970 UTC. */
  private static Seq<Column> withMicros(Dataset<Row> data) {
    List<Column> columns =
        List.of(data.columns()).stream()
            .map(name -> name.equals("ts") ? "unix_micros(ts) AS ts" : name)
            .map(functions::expr)
            .toList();
    return JavaConverters.asScalaBuffer(columns).toSeq();
  }

  private static long micros() {
    return SampleHistory.TIME.getEpochSecond() * 1_000_000 + 123_456;
  }

  private static HistoryViews views(Path root) {
    return HistoryViews.of(SPARK.session(), root.toString());
  }
}
