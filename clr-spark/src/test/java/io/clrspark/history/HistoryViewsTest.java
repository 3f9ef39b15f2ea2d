package io.clrspark.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.ClrException;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunLog;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What readers see and do not see, and the numbers of the views. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryViewsTest {

  @RegisterExtension static final LocalSpark SPARK = SampleHistory.spark();
  @TempDir private Path root;

  @Test
  void iterations_areTheWorkersTogether() {
    write("a", unevenRows());
    Row row = views(root).iterations().where("iteration = 7").first();
    assertThat(row.schema().toDDL())
        .isEqualTo(
            "run_id STRING,iteration INT,epoch INT,round INT,lr DOUBLE,loss DOUBLE,"
                + "accuracy DOUBLE,examples BIGINT,workers INT NOT NULL,loss_min DOUBLE,loss_max DOUBLE,"
                + "duration_ms DOUBLE");
    assertThat(row.getString(0)).isEqualTo("a");
    assertThat(row.getInt(2)).isEqualTo(2);
    assertThat(row.getInt(3)).isEqualTo(5);
    assertThat(row.getDouble(4)).isEqualTo(0.003);
    // (1*64 + 2*32 + 4*4) / 100 and, without the last worker, (0.5*64 + 0.75*32) / 96.
    assertThat(row.getDouble(5)).isCloseTo(1.44, within(1e-15));
    assertThat(row.getDouble(6)).isCloseTo(56.0 / 96, within(1e-15));
    assertThat(row.getLong(7)).isEqualTo(100);
    assertThat(row.getInt(8)).isEqualTo(3);
    assertThat(row.getDouble(9)).isEqualTo(1.0);
    assertThat(row.getDouble(10)).isEqualTo(4.0);
    assertThat(row.getDouble(11)).isEqualTo(9.0);
  }

  @Test
  void curves_areInOrder_withNaNForNoAccuracy() {
    write("a", unevenRows());
    write("b", SampleHistory.rows(0, 3));
    RunCurves curves = views(root).curves("a");
    assertThat(curves.iterations()).containsExactly(7, 8, 9);
    assertThat(curves.rates()).containsExactly(0.003, 0.004, 0.005);
    assertThat(curves.losses()).usingComparatorWithPrecision(1e-15).containsExactly(1.44, 3.0, 2.0);
    assertThat(curves.accuracies()[0]).isCloseTo(56.0 / 96, within(1e-15));
    assertThat(curves.accuracies()[1]).isNaN();
    assertThat(curves.accuracies()).hasSize(3);
  }

  @Test
  void curves_ofMemory_areTheSame() {
    MemoryLog log = MemoryLog.open("a");
    log.rows(unevenRows());
    RunCurves curves = HistoryViews.of(SPARK.session(), log).curves("a");
    assertThat(curves.rates()).containsExactly(0.003, 0.004, 0.005);
  }

  @Test
  void curves_ofAnUnknownRun_nameTheNearest() {
    try (RunLog log = SampleHistory.store(root).open("digits-1")) {
      log.event(SampleHistory.started("digits-1"));
    }
    write("range", SampleHistory.rows(0, 3));
    HistoryViews views = views(root);
    assertThat(views.curves("digits-1").losses()).isEmpty();
    assertThatThrownBy(() -> views.curves("digit-1"))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot read run \"digit-1\": the history at file:%s has no run of this id."
                + " Nearest of 2: digits-1, range.",
            root);
  }

  @Test
  void emptyRoot_givesEmptyViews() {
    HistoryViews.register(SPARK.session(), root.toString());
    for (String view : List.of("history", "runs", "evaluations", "iterations")) {
      assertThat(SPARK.session().sql("SELECT run_id FROM " + view).count()).isZero();
    }
    assertThatThrownBy(() -> views(root).curves("a"))
        .hasMessageEndingWith("has no run of this id. It has no runs yet.");
  }

  @Test
  void missingRoot_isRefused() {
    Path missing = root.resolve("nothing");
    assertThatThrownBy(() -> views(missing))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot read the history at file:%s: there is no such folder. Give the path that the"
                + " runs wrote to.",
            missing);
  }

  @Test
  void pathThatIsNoHistory_isRefused() throws IOException {
    Files.createDirectories(root.resolve("history"));
    Path file = Files.writeString(root.resolve("history/part-0.parquet"), "x");
    for (Path path : List.of(root, file)) {
      assertThatThrownBy(() -> views(path))
          .isInstanceOf(ClrException.class)
          .hasMessage(
              "Cannot read the history at file:%s: it is no history (no folder manifests or runs"
                  + " in it). Give the path that the runs wrote to.",
              path);
    }
  }

  @Test
  void filesThatNoManifestNames_areNeverRead() throws IOException {
    write("a", SampleHistory.rows(0, 10));
    Path folder = root.resolve("history/run_id=a");
    Files.copy(
        folder.resolve("segment-00000000.parquet"), folder.resolve("segment-00000001.parquet"));
    Files.writeString(folder.resolve("segment-00000002.parquet"), "PAR1 truncated");
    Files.createFile(folder.resolve("zero.parquet"));
    Files.createDirectories(root.resolve("history/run_id=b"));
    Files.copy(
        folder.resolve("segment-00000000.parquet"),
        root.resolve("history/run_id=b/segment-00000000.parquet"));
    Path manifests = root.resolve("manifests/run_id=a");
    Files.writeString(manifests.resolve(".manifest-00000009.json.0a1b"), "{\"format\":1,");
    Files.writeString(manifests.resolve("notes.txt"), "foreign");
    Files.writeString(root.resolve("runs/run_id=a/.00000-started.json.0a1b"), "{");
    assertThat(views(root).history().count()).isEqualTo(10);
    assertThat(views(root).history().inputFiles()).hasSize(1);
  }

  @Test
  void newestManifest_isTheWholeTruth() throws IOException {
    write("a", SampleHistory.rows(0, 10));
    Path manifests = root.resolve("manifests/run_id=a");
    Files.writeString(
        manifests.resolve("manifest-00000010.json"),
        "{\"format\":1,\"run_id\":\"a\",\"segments\":[]}");
    assertThat(views(root).history().count()).isZero();
  }

  /** Whatever the session says of such files. */
  @Test
  void damagedSegment_isNamed_andNoRowIsLostWithoutAWord() throws IOException {
    write("a", SampleHistory.rows(0, 1000));
    Path segment = root.resolve("history/run_id=a/segment-00000000.parquet");
    byte[] whole = Files.readAllBytes(segment);
    SPARK.session().conf().set("spark.sql.files.ignoreCorruptFiles", "true");
    SPARK.session().conf().set("spark.sql.files.ignoreMissingFiles", "true");
    for (int length : new int[] {0, 3, whole.length / 2, whole.length - 1, -1}) {
      if (length < 0) {
        Files.delete(segment);
      } else {
        Files.write(segment, Arrays.copyOf(whole, length));
      }
      assertThatThrownBy(() -> views(root).history().collectAsList())
          .as("cut to %d bytes", length)
          .hasStackTraceContaining(segment.getFileName().toString());
    }
  }

  @Test
  void damagedOrNewerManifest_isNamed() throws IOException {
    write("a", SampleHistory.rows(0, 10));
    Path newest = root.resolve("manifests/run_id=a/manifest-00000010.json");
    for (String contents : List.of("", "{\"format\":1,\"run_id\":", "{\"format\":2}", "[]", "{}")) {
      Files.writeString(newest, contents);
      assertThatThrownBy(() -> views(root))
          .isInstanceOf(ClrException.class)
          .hasMessageStartingWith("Cannot read the history: file:" + newest + ": ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void reader_neverSeesHalfAWrite() throws Exception {
    int rounds = 40;
    ExecutorService training = Executors.newSingleThreadExecutor();
    try (RunLog log = SampleHistory.store(root).open("a")) {
      Future<?> written =
          training.submit(
              () -> {
                for (int round = 0; round < rounds; round++) {
                  log.rows(SampleHistory.rows(round * 500, round * 500 + 500));
                  log.flush();
                }
              });
      long seen = 0;
      while (!written.isDone()) {
        Row row = views(root).history().selectExpr("count(*)", "max(iteration)").first();
        assertThat(row.getLong(0)).isGreaterThanOrEqualTo(seen);
        seen = row.getLong(0);
        assertThat(seen % 500).isZero();
        assertThat(seen == 0 ? -1 : row.getInt(1)).isEqualTo((int) seen - 1);
      }
      written.get();
    }
    training.shutdown();
    assertThat(views(root).history().count()).isEqualTo(rounds * 500L);
  }

  @Test
  void register_again_showsWhatCameSince() {
    try (RunLog log = SampleHistory.store(root).open("a")) {
      log.rows(SampleHistory.rows(0, 10));
      log.flush();
      HistoryViews before = HistoryViews.register(SPARK.session(), root.toString());
      log.rows(SampleHistory.rows(10, 15));
      log.flush();
      assertThat(before.history().count()).isEqualTo(10);
      assertThat(countOfView()).isEqualTo(10);
      HistoryViews.register(SPARK.session(), root.toString());
      assertThat(countOfView()).isEqualTo(15);
    }
  }

  @Test
  void eightRuns_writeToOneRootAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> runs = new ArrayList<>();
    for (int run = 0; run < 8; run++) {
      String id = "run-" + run;
      runs.add(threads.submit(() -> writeInSteps(id)));
    }
    for (Future<?> run : runs) {
      run.get();
    }
    threads.shutdown();
    List<Row> counts =
        views(root)
            .history()
            .groupBy("run_id")
            .agg(functions.count("iteration"), functions.countDistinct("iteration"))
            .collectAsList();
    assertThat(counts).hasSize(8).allMatch(row -> row.getLong(1) == 200 && row.getLong(2) == 200);
  }

  @Test
  void runOfManySegments_readsOnlyItsOwnFiles() {
    IntStream.range(0, 3).forEach(run -> writeInSteps("run-" + run));
    String plan =
        views(root).history().where("run_id = 'run-1'").queryExecution().executedPlan().toString();
    assertThat(plan).contains("PartitionFilters: [isnotnull(run_id").contains("= run-1)");
    assertThat(views(root).history().where("run_id = 'run-1'").count()).isEqualTo(200);
  }

  @Test
  void path_withSpacesAndGlobCharacters_works() throws IOException {
    Path odd = Files.createDirectories(root.resolve("my [runs] {1} 100%"));
    try (RunLog log = SampleHistory.store(odd).open("a")) {
      log.rows(SampleHistory.rows(0, 10));
    }
    assertThat(views(odd).history().count()).isEqualTo(10);
  }

  @Test
  void ansiSession_readsTheSame() {
    write("a", unevenRows());
    SPARK.session().conf().set("spark.sql.ansi.enabled", "true");
    try {
      assertThat(views(root).curves("a").losses()).hasSize(3);
    } finally {
      SPARK.session().conf().unset("spark.sql.ansi.enabled");
    }
  }

  @Test
  void examplesOfTheGuide_run() throws IOException {
    write("a", unevenRows());
    HistoryViews.register(SPARK.session(), root.toString());
    String guide =
        Files.readString(Path.of("../docs/reference/history.md"), StandardCharsets.UTF_8);
    Matcher example = Pattern.compile("```sql\n(.*?);?\n```", Pattern.DOTALL).matcher(guide);
    int examples = 0;
    while (example.find()) {
      assertThat(SPARK.session().sql(example.group(1)).collectAsList()).isNotNull();
      examples++;
    }
    assertThat(examples).isGreaterThanOrEqualTo(4);
  }

  private long countOfView() {
    return SPARK.session().sql("SELECT * FROM history").count();
  }

  private void write(String runId, List<HistoryRow> rows) {
    try (RunLog log = SampleHistory.store(root).open(runId)) {
      log.rows(rows);
    }
  }

  private void writeInSteps(String runId) {
    try (RunLog log = SampleHistory.store(root).open(runId)) {
      for (int step = 0; step < 20; step++) {
        log.rows(SampleHistory.rows(step * 10, step * 10 + 10));
        log.flush();
      }
    }
  }

  /** Out of order; iteration 7 with three workers, the last of which knows no accuracy. */
  private static List<HistoryRow> unevenRows() {
    return List.of(
        row(9, 0, 0.005, 2.0, 0.5, 64, 1),
        row(7, 2, 0.003, 4.0, null, 4, 2),
        row(7, 0, 0.003, 1.0, 0.5, 64, 3),
        row(8, 0, 0.004, 3.0, null, 64, 1),
        row(7, 1, 0.003, 2.0, 0.75, 32, 9));
  }

  private static HistoryRow row(
      int iteration, int worker, double lr, double loss, Double accuracy, int examples, double ms) {
    return new HistoryRow(
        iteration, 2, 5, worker, lr, loss, accuracy, examples, ms, "1", SampleHistory.TIME);
  }

  private static HistoryViews views(Path root) {
    return HistoryViews.of(SPARK.session(), root.toString());
  }
}
