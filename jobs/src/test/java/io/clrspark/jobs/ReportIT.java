package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.BinClr.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and queries of a real training, as a user asks for them. */
class ReportIT {

  @TempDir private static Path folder;
  private static Path history;

  @BeforeAll
  static void train() throws Exception {
    history = folder.resolve("history");
    Result trained =
        BinClr.run(
            folder,
            "train",
            "conf/digits.properties",
            "--conf",
            "spark.clr.history.path=" + history,
            "--conf",
            "spark.clr.model.save=",
            "--conf",
            "spark.clr.runId=one",
            "--conf",
            "spark.clr.epochs=2",
            "--conf",
            "spark.clr.stepSize=1 epochs");
    assertThat(trained.status()).as(trained.toString()).isZero();
  }

  @Test
  void report_replacesThePage_andWritesPlots(@TempDir Path out) throws Exception {
    Path page = Files.writeString(out.resolve("x.html"), "earlier");
    Result report =
        report("--run", "one", "--output", page.toString(), "--png", out.resolve("png").toString());
    assertThat(report.status()).as(report.toString()).isZero();
    assertThat(report.err()).isEmpty();
    assertThat(report.value("report")).isEqualTo(page.toString());
    assertThat(report.out().lines().filter(line -> line.startsWith("png: "))).hasSize(8);
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("\"id\":\"one\"");
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left).containsExactlyInAnyOrder(page, out.resolve("png"));
    }
  }

  @Test
  void unknownRun_isOneLine_andWritesNothing(@TempDir Path out) throws Exception {
    Result report = report("--run", "on", "--output", out.resolve("x.html").toString());
    assertThat(report.status()).isEqualTo(1);
    assertThat(report.out()).isEmpty();
    assertThat(report.err())
        .isEqualTo(
            "Cannot read run \"on\": the history at file:%s has no run of this id. Nearest of 1: one.\n"
                .formatted(history));
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void pageThatCannotBeWritten_isOneLine_andWritesNothing(@TempDir Path out) throws Exception {
    Path file = Files.writeString(out.resolve("file"), "mine");
    Result report =
        report(
            "--run",
            "one",
            "--output",
            file.resolve("x.html").toString(),
            "--png",
            out.resolve("png").toString());
    assertThat(report.status()).isEqualTo(1);
    assertThat(report.out()).isEmpty();
    assertThat(report.err())
        .isEqualTo(
            "Cannot write %s: %s is no folder. Give --output a path that can be written to.\n"
                .formatted(file.resolve("x.html"), file));
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void folderWithoutRuns_isOneLine(@TempDir Path empty) throws Exception {
    Result report = BinClr.run(folder, "report", "--history", empty.toString(), "--run", "one");
    assertThat(report.status()).isEqualTo(1);
    assertThat(report.err())
        .isEqualTo(
            "Cannot read run \"one\": the history at file:%s has no run of this id. It has no runs yet.\n"
                .formatted(empty));
  }

  @Test
  void wrongUsage_saysWhatIsMissing() throws Exception {
    assertThat(BinClr.run(folder, "report", "--run", "one").err())
        .isEqualTo("Which history? Give --history DIR.\nSee bin/clr report --help.\n");
    assertThat(report().err()).isEqualTo("Which run? Give --run ID.\nSee bin/clr report --help.\n");
    assertThat(report("--run", "one", "two").err())
        .isEqualTo("What is two? Give options only.\nSee bin/clr report --help.\n");
  }

  @Test
  void prompt_answersWhatIsPipedIn_upToTheFirstError() throws Exception {
    Result answers =
        sql(
            """
            SELECT count(*) AS updates
            FROM history;
            SELECT clr_lr(0, 0.1, 0.2, 5, 'triangular', NULL) AS lr;
            SELECT nothing FROM runs;
            SELECT 'never';
            """);
    assertThat(answers.status()).isEqualTo(1);
    assertThat(answers.out()).isEqualTo("updates\n92\nlr\n0.1\n");
    assertThat(answers.err()).startsWith("Cannot run the query: ").contains("`nothing`");
  }

  @Test
  void promptWithoutAQuery_isWrongUsage() throws Exception {
    Result none = sql("");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo(
            "Which query? Give one in quotes, or on standard input.\nSee bin/clr sql --help.\n");
  }

  @Test
  void verify_saysThatAllIsWell_orWhatIsNot(@TempDir Path out) throws Exception {
    Result whole = BinClr.run(folder, "verify", "--history", history.toString());
    assertThat(whole.status()).as(whole.toString()).isZero();
    assertThat(whole.out()).isEqualTo("runs: 1\nsegments: 2\nrows: 94\n");
    assertThat(whole.err()).isEmpty();
    Path copy = out.resolve("copy");
    try (Stream<Path> files = Files.walk(history)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(history.relativize(file).toString()));
      }
    }
    Path segment = copy.resolve("history/run_id=one/segment-00000000.parquet");
    Files.delete(segment);
    Result damaged = BinClr.run(folder, "verify", "--history", copy.toString());
    assertThat(damaged.status()).isEqualTo(1);
    assertThat(damaged.out())
        .startsWith("file:" + segment + " is not there.\nRun one: ")
        .endsWith("runs: 1\nsegments: 1\nrows: 2\n");
    assertThat(damaged.err())
        .isEqualTo(
            "The history at %s is not whole: problems: 2. docs/reference/history.md says what can be done.\n"
                .formatted(copy));
  }

  private static Result report(String... options) throws Exception {
    return BinClr.run(folder, command("report", List.of(options)));
  }

  private static Result sql(String input) throws Exception {
    return BinClr.runWith(folder, input, command("sql", List.of("--csv")));
  }

  private static String[] command(String name, List<String> options) {
    return Stream.concat(Stream.of(name, "--history", history.toString()), options.stream())
        .toArray(String[]::new);
  }
}
