package io.clrspark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.history.HistoryStore;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.testing.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunReportTest {

  private static final int LONG = 5000;

  @RegisterExtension
  static final LocalSpark SPARK =
      LocalSpark.ofTwoCores().set("spark.sql.codegen.wholeStage", "false");

  @TempDir private static Path root;
  private HistoryViews views;

  @BeforeAll
  void write() {
    run("long", RunKind.TRAIN, LONG);
    run("range", RunKind.RANGE_TEST, 100);
    record("empty", Optional.empty());
    record("failed", Optional.of("No data.\nat x"));
    views = HistoryViews.register(SPARK.session(), root.toString());
  }

  @Test
  void curve_isWhatSqlSaysOfEachPoint() {
    RunData run = RunReport.of(views, List.of("long")).runs().get(0);
    assertThat(run.bucket()).isEqualTo(3);
    assertThat(run.curve().rows()).isEqualTo(1667);
    Row point =
        SPARK
            .session()
            .sql(
                "SELECT avg(loss), min(loss), max(loss), avg(lr), avg(accuracy), avg(loss_min),"
                    + " avg(loss_max), avg(duration_ms) FROM iterations"
                    + " WHERE run_id = 'long' AND iteration BETWEEN 300 AND 302")
            .first();
    List<String> names =
        List.of(
            "loss",
            "loss_min",
            "loss_max",
            "lr",
            "accuracy",
            "worker_min",
            "worker_max",
            "slowest_ms");
    for (int i = 0; i < names.size(); i++) {
      assertThat(run.curve().get(names.get(i))[100])
          .as(names.get(i))
          .isCloseTo(point.getDouble(i), within(1e-12));
    }
    assertThat(run.curve().get("iteration")[100]).isEqualTo(300);
  }

  @Test
  void cycles_andResets_areMarked_andCounted() {
    RunData run = RunReport.of(views, List.of("long")).runs().get(0);
    assertThat(run.cycles()).startsWith(0L, 200L, 400L).contains(2000L, 3050L, 4050L);
    assertThat(run.resets()).containsExactly(3050L, 4050L);
    // 0 .. 3000 by 200, cut short at 3050; 3050 .. by 100, cut at 4050; then by 500.
    Columns byCycle = Objects.requireNonNull(run.byCycle());
    assertThat(byCycle.get("cycle")).hasSize(16 + 10 + 2);
    double loss =
        SPARK
            .session()
            .sql(
                "SELECT avg(loss) FROM iterations"
                    + " WHERE run_id = 'long' AND iteration BETWEEN 200 AND 399")
            .first()
            .getDouble(0);
    assertThat(byCycle.get("loss")[1]).isCloseTo(loss, within(1e-12));
    assertThat(byCycle.get("iteration")[17]).isEqualTo(3150);
  }

  @Test
  void workersAndRates_areComplete() {
    RunData run = RunReport.of(views, List.of("long")).runs().get(0);
    assertThat(run.byWorker().get("updates")).containsExactly(LONG, LONG);
    assertThat(run.byWorker().get("mean_ms")).containsExactly(1.0, 2.0);
    assertThat(run.rangeTest()).isNull();
    Columns byRate = Objects.requireNonNull(run.byRate());
    assertThat(byRate.rows()).isEqualTo(60);
    assertThat(byRate.get("lr")).isSorted();
    Row best =
        SPARK
            .session()
            .sql(
                "SELECT max(loss), count(*) FROM iterations WHERE run_id = 'long' AND lr < 0.00108")
            .first();
    assertThat(byRate.get("loss_max")[0]).isEqualTo(best.getDouble(0));
    assertThat(run.notFinite()).isNaN();
  }

  @Test
  void rangeTest_isAlongItsRise_withItsSuggestions() {
    RunData run = RunReport.of(views, List.of("range")).runs().get(0);
    RangeCurve curve = RangeCurve.of(views, "range");
    RangeTestData test = Objects.requireNonNull(run.rangeTest());
    assertThat(test.curve().get("lr")).isEqualTo(curve.rates()).hasSize(100);
    assertThat(test.curve().get("smoothed_loss")).isEqualTo(curve.smoothedLosses());
    assertThat(test.suggestions()).isEqualTo(Suggestions.of(curve).all()).hasSizeGreaterThan(1);
    assertThat(test.chosen()).isEqualTo(SuggestionRule.VALLEY);
    assertThat(run.byRate()).isNull();
    assertThat(run.byCycle()).isNull();
    assertThat(run.notFinite()).isEqualTo(99);
  }

  @Test
  void page_isSmall_andNamesNothingOutside() {
    String page = RunReport.of(views, List.of("long", "range")).html();
    assertThat(page).hasSizeLessThan(1_000_000);
    assertThat(page)
        .contains("\"id\":\"long\"", "\"id\":\"range\"", "The MIT License")
        .doesNotContain("{{", "<b>bold")
        .doesNotContainPattern("(src|href)=\"(?!data:)")
        .doesNotContainPattern(
            "@import|url\\((?!data:)|fetch\\(|XMLHttpRequest|<link(?! rel=\"icon\")");
  }

  @Test
  void pngFiles_areDrawn(@TempDir Path folder) throws IOException {
    List<Path> files =
        RunReport.of(views, List.of("long", "range")).writePng(folder.resolve("a/b"));
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "rate.png",
            "loss.png",
            "accuracy.png",
            "loss-by-rate.png",
            "accuracy-by-rate.png",
            "loss-by-cycle.png",
            "worker-loss.png",
            "worker-time.png");
    for (Path file : files) {
      BufferedImage image = ImageIO.read(file.toFile());
      Set<Integer> colours = new HashSet<>();
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          colours.add(image.getRGB(x, y));
        }
      }
      assertThat(colours).as(file.toString()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void unknownAndEmptyRuns_areNamed() {
    assertThatThrownBy(() -> RunReport.of(views, List.of("long", "rage")))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot read run \"rage\": ")
        .hasMessageContaining("Nearest of 4: range");
    assertThatThrownBy(() -> RunReport.of(views, List.of("empty")))
        .hasMessage(
            "Cannot report on run \"empty\": its history has no updates."
                + " Wait until a running training has written some.");
    assertThatThrownBy(() -> RunReport.of(views, List.of("long", "failed")))
        .hasMessage(
            "Cannot report on run \"failed\": its history has no updates; it failed: No data.");
  }

  @Test
  void outputThatCannotBe_isNamed_andLeavesNothing(@TempDir Path folder) throws IOException {
    RunReport report = RunReport.of(views, List.of("range"));
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> report.writeHtml(folder))
        .hasMessage("Cannot write %s: it is a folder. Give the name of a file.", folder);
    assertThatThrownBy(() -> report.writeHtml(file.resolve("x.html")))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("Give a path that can be written to.");
    assertThatThrownBy(() -> report.writePng(file)).isInstanceOf(ClrException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void runningRun_isShownAsFarAsItIs() throws IOException {
    RunRecord started = RunRecord.started("running", RunKind.TRAIN, Instant.now(), setup());
    try (RunLog log = HistoryStore.at(root.toString(), new Configuration()).open("running")) {
      log.event(started);
      log.rows(rows(10, false));
    }
    RunData run =
        RunReport.of(HistoryViews.of(SPARK.session(), root.toString()), List.of("running"))
            .runs()
            .get(0);
    assertThat(run.facts())
        .containsEntry("iterations", "10")
        .containsEntry("status", "started (train)")
        .containsKey("not ended");
  }

  @Test
  void nothingStaysCached() {
    RunReport.of(views, List.of("long"));
    assertThat(SPARK.session().sparkContext().getPersistentRDDs().isEmpty()).isTrue();
  }

  /** A run without rows. */
  private static void record(String id, Optional<String> failure) {
    RunRecord started = RunRecord.started(id, RunKind.TRAIN, Instant.now(), setup());
    try (RunLog log = HistoryStore.at(root.toString(), new Configuration()).open(id)) {
      log.event(started);
      failure.ifPresent(why -> log.event(started.failed(Instant.now(), why, Map.of())));
    }
  }

  private static RunSetup setup() {
    return new RunSetup(
        Map.of(
            "spark.clr.note",
            "<b>bold</b>",
            "spark.clr.range.length",
            "100",
            "spark.clr.range.smoothing",
            "0.9",
            "spark.clr.range.stopFactor",
            "4",
            "spark.clr.range.rule",
            "valley"),
        "{\"stepSize\":100,\"resets\":[{\"atIteration\":3050,\"stepSize\":50},"
            + "{\"atIteration\":4050,\"stepSize\":250}]}",
        Map.of());
  }

  private static void run(String id, RunKind kind, int iterations) {
    RunRecord started = RunRecord.started(id, kind, Instant.now(), setup());
    boolean range = kind == RunKind.RANGE_TEST;
    try (RunLog log = HistoryStore.at(root.toString(), new Configuration()).open(id)) {
      log.event(started);
      log.rows(rows(iterations, range));
      log.evaluation(new EvaluationRow(50, "test", 1, 0.01, 0.4, 0.9, 100, Instant.now()));
      log.event(started.finished(Instant.now(), Map.of("accuracy", 0.9)));
    }
  }

  private static List<HistoryRow> rows(int iterations, boolean range) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      double lr = range ? 1e-5 * Math.pow(1e5, i / 100.0) : 0.001 + 0.005 * (i % 200) / 200;
      for (int worker = 0; worker < 2; worker++) {
        double loss = range && i == 99 ? Double.NaN : 2.0 / (1 + i * 0.01) + 0.1 * worker + lr;
        rows.add(
            new HistoryRow(
                i,
                0,
                i / 5,
                worker,
                lr,
                loss,
                0.5 + worker * 0.1,
                32,
                1.0 + worker,
                "1",
                Instant.now()));
      }
    }
    return rows;
  }
}
