package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.ScheduleProperties;
import io.clrspark.jobs.BinClr.Result;
import io.clrspark.jobs.command.PropertyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A range test of the example, its properties trained with, and one that suggests nothing. */
class RangeTestIT {

  private static final String EXAMPLE = "conf/digits.properties";

  @TempDir private static Path folder;
  private static Path suggested;
  private static Result tested;

  @BeforeAll
  static void test() throws Exception {
    suggested = folder.resolve("suggested.properties");
    tested = rangeTest("history", "spark.clr.range.evaluationFrequency=50");
  }

  @Test
  void output_isTheResults_andProgressIsPlain() {
    assertThat(tested.status()).as(tested.toString()).isZero();
    assertThat(tested.out().lines())
        .extracting(line -> line.substring(0, line.indexOf(": ")))
        .containsExactly(
            "run_id",
            "iterations",
            "stopped",
            "suggested baseLr",
            "suggested maxLr",
            "rule",
            "properties",
            "history");
    assertThat(tested.value("rule")).isEqualTo("descent (recommended)");
    assertThat(tested.value("stopped"))
        .matches("at lr 0\\.\\d+, the smoothed loss passed 4 times its best");
    assertThat(Integer.parseInt(tested.value("iterations"))).isBetween(100, 199);
    assertThat(tested.value("properties")).isEqualTo(suggested.toString());
    assertThat(tested.err())
        .startsWith(
            """
            Training on 1445 examples, 2 workers, 23 iterations an epoch.
            A range test: the rate rises from 0.000001 to 10 in 200 iterations (exponential).
            """)
        .contains(
            "\nrule           baseLr        maxLr\ndescent ", "\nsmith ", "\nvalley ", "\nminimum ")
        .doesNotContain("Warning")
        .doesNotContain("WARN", "ERROR", "\r", "\u001b");
  }

  @Test
  void properties_areTheSuggestion_andTrainTakesThem() throws Exception {
    Map<String, String> written = PropertyFiles.read(suggested.toString());
    String baseLr = tested.value("suggested baseLr");
    String maxLr = tested.value("suggested maxLr");
    assertThat(written)
        .isEqualTo(
            Map.of(
                ScheduleProperties.BASE_LR.key(), baseLr, ScheduleProperties.MAX_LR.key(), maxLr));
    Result trained =
        BinClr.run(
            folder,
            "train",
            EXAMPLE,
            suggested.toString(),
            "--conf",
            "spark.clr.epochs=1",
            "--conf",
            "spark.clr.model.save=",
            "--conf",
            "spark.clr.history.path=" + folder.resolve("history"));
    assertThat(trained.status()).as(trained.toString()).isZero();
    assertThat(sql("SELECT min(lr) FROM history WHERE run_id = '" + trained.value("run_id") + "'"))
        .isEqualTo("min(lr)\n" + Double.parseDouble(baseLr) + "\n");
  }

  @Test
  void history_isThatOfARangeTest_withWhatWasUsed() throws Exception {
    String id = tested.value("run_id");
    assertThat(
            sql(
                "SELECT kind, status, metrics['descent_max_lr'] > 0 AS found,"
                    + " configuration['spark.clr.averagingFrequency'] AS averaging,"
                    + " configuration['spark.clr.range.length'] AS length,"
                    + " configuration['spark.clr.epochs'] AS epochs"
                    + " FROM runs WHERE run_id = '"
                    + id
                    + "'"))
        .isEqualTo("kind,status,found,averaging,length,epochs\nrange_test,finished,true,1,200,\n");
    assertThat(
            sql(
                "SELECT iteration, data_set FROM evaluations WHERE run_id = '"
                    + id
                    + "' ORDER BY iteration"))
        .startsWith("iteration,data_set\n50,test\n100,test\n");
  }

  @Test
  void uncertainRange_isAWarning_onTheTerminalAndInTheFile_andEndsWell() throws Exception {
    Path uncertain = folder.resolve("uncertain.properties");
    Result noisy =
        rangeTest(
            "noisy",
            "spark.clr.workers=1",
            "spark.clr.batchSize=1",
            "spark.clr.range.length=40",
            "spark.clr.range.properties=" + uncertain);
    assertThat(noisy.status()).as(noisy.toString()).isZero();
    String warning = noisy.err().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(warning).matches("Warning: the loss .* the range is uncertain; .*\\.");
    assertThat(Files.readString(uncertain)).contains("\n# " + warning + "\n");
    assertThat(PropertyFiles.read(uncertain.toString()))
        .containsEntry(ScheduleProperties.MAX_LR.key(), noisy.value("suggested maxLr"));
  }

  @Test
  void curveThatSupportsNone_writesNothing_andFails() throws Exception {
    Path none = folder.resolve("none.properties");
    Result flat =
        rangeTest(
            "flat",
            "spark.clr.range.minLr=1e-9",
            "spark.clr.range.maxLr=1e-8",
            "spark.clr.range.mode=linear",
            "spark.clr.range.length=1.5 epochs",
            "spark.clr.range.properties=" + none);
    assertThat(flat.status()).isEqualTo(1);
    assertThat(flat.value("iterations")).isEqualTo("35");
    assertThat(flat.value("stopped")).isEqualTo("no");
    assertThat(flat.value("suggested baseLr")).isEqualTo("none");
    assertThat(flat.value("rule")).startsWith("none (the loss is flat");
    assertThat(flat.value("properties")).isEqualTo("none");
    assertThat(flat.err().lines().reduce((a, b) -> b).orElseThrow())
        .startsWith("No suggestion: the loss is flat");
    assertThat(none).doesNotExist();
  }

  @Test
  void ratesThatMakeNoSweep_areRefusedBeforeSpark() throws Exception {
    Result wrong = rangeTest("wrong", "spark.clr.range.minLr=20");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualTo(
            "Invalid spark.clr.range.maxLr: 10.0 (must be > spark.clr.range.minLr = 20.0)\n");
  }

  private static Result rangeTest(String history, String... properties) throws Exception {
    List<String> words = new ArrayList<>(List.of("range-test", EXAMPLE));
    words.addAll(List.of("--conf", "spark.clr.range.properties=" + suggested));
    words.addAll(List.of("--conf", "spark.clr.history.path=" + folder.resolve(history)));
    for (String property : properties) {
      words.addAll(List.of("--conf", property));
    }
    return BinClr.run(folder, words.toArray(new String[0]));
  }

  private static String sql(String query) throws Exception {
    return BinClr.run(
            folder, "sql", "--history", folder.resolve("history").toString(), "--csv", query)
        .out();
  }
}
