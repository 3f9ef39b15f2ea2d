package io.clrspark.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.verify.HistoryCheck;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A history that is whole has no problem; whatever is broken in one is named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryCheckTest {

  private static final String FIRST = "history/run_id=a/segment-00000000.parquet";
  private static final String SECOND = "history/run_id=a/segment-00000001.parquet";

  @RegisterExtension static final LocalSpark SPARK = SampleHistory.spark();

  @Test
  void wholeHistory_hasNoProblem(@TempDir Path root) {
    write(root);
    try (RunLog resumed = SampleHistory.store(root).resume("a", 0, 10)) {
      resumed.rows(bothWorkers(10, 25));
    }
    try (RunLog running = SampleHistory.store(root).open("b")) {
      running.event(SampleHistory.started("b"));
      running.rows(SampleHistory.rows(0, 3));
    }
    SampleHistory.store(root).open("c").close();
    assertThat(check(root)).isEqualTo(new HistoryCheck(3, 4, 54, List.of()));
  }

  @Test
  void emptyFolder_hasNoProblem(@TempDir Path root) {
    assertThat(check(root)).isEqualTo(new HistoryCheck(0, 0, 0, List.of()));
  }

  @Test
  void folderOfSomethingElse_isRefused(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("mine"), "");
    assertThatThrownBy(() -> check(root))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("it is no history");
  }

  @Test
  void foreignFiles_areNoProblem(@TempDir Path root) throws IOException {
    write(root);
    Files.writeString(root.resolve("history/run_id=a/segment-00000099.parquet"), "half");
    Files.writeString(root.resolve("runs/run_id=a/notes.txt"), "mine");
    Files.createDirectory(root.resolve("history/mine"));
    assertThat(check(root).problems()).isEmpty();
  }

  @Test
  void segmentThatIsGone_isNamed_withTheRowsThatAreMissing(@TempDir Path root) throws IOException {
    write(root);
    Files.delete(root.resolve(SECOND));
    assertThat(check(root).problems())
        .containsExactly(
            place(root, SECOND) + " is not there.",
            "Run a: rows of iterations 10 to 19 are missing, it is finished.");
  }

  @Test
  void firstSegmentThatIsGone_isMissed(@TempDir Path root) throws IOException {
    write(root);
    Files.delete(root.resolve(FIRST));
    assertThat(check(root).problems())
        .containsExactly(
            place(root, FIRST) + " is not there.",
            "Run a: rows before iteration 10 are missing, it begins with round 2.");
  }

  @Test
  void segmentOfAnotherLength_isNamed(@TempDir Path root) throws IOException {
    write(root);
    long bytes = Files.size(root.resolve(SECOND));
    for (int length : new int[] {0, 3, (int) bytes - 1}) {
      replace(root.resolve(SECOND), new byte[length]);
      assertThat(check(root).problems())
          .contains("%s has %d bytes, not %d.".formatted(place(root, SECOND), length, bytes));
    }
  }

  @Test
  void byteThatIsOther_isNoticed(@TempDir Path root) throws IOException {
    write(root);
    byte[] other = Files.readAllBytes(root.resolve(FIRST));
    other[other.length / 2] ^= 1;
    replace(root.resolve(FIRST), other);
    assertThat(check(root).problems())
        .contains(place(root, FIRST) + " has another checksum than was written.");
  }

  @Test
  void segmentOfAnotherTable_isNamed(@TempDir Path root) throws IOException {
    write(root);
    byte[] other =
        Files.readAllBytes(root.resolve("evaluations/run_id=a/segment-00000002.parquet"));
    Path manifest = root.resolve("manifests/run_id=a/manifest-00000001.json");
    long bytes = Files.size(root.resolve(FIRST));
    replace(root.resolve(FIRST), other);
    replace(
        manifest,
        Files.readString(manifest)
            .replace("\"bytes\":" + bytes, "\"bytes\":" + other.length)
            .replaceAll(",\"crc32c\":\"\\w+\"", ""));
    assertThat(check(root).problems())
        .anySatisfy(problem -> assertThat(problem).startsWith(place(root, FIRST) + " cannot be"));
  }

  @Test
  void manifestThatSaysOtherRows_isNoticed(@TempDir Path root) throws IOException {
    write(root);
    Path manifest = root.resolve("manifests/run_id=a/manifest-00000001.json");
    String whole = Files.readString(manifest);
    for (String other : List.of("\"rows\":21", "\"first_iteration\":1", "\"last_iteration\":8")) {
      replace(manifest, whole.replaceFirst(other.replaceAll("\\d+$", "\\\\d+"), other));
      assertThat(check(root).problems())
          .contains(place(root, FIRST) + " has other rows than its manifest says.");
    }
  }

  @Test
  void damagedManifestAndRecord_areNamed(@TempDir Path root) throws IOException {
    write(root);
    replace(root.resolve("manifests/run_id=a/manifest-00000001.json"), "{\"format\":1");
    replace(root.resolve("runs/run_id=a/00000-started.json"), "");
    assertThat(check(root).problems())
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem).contains("runs/run_id=a/00000-started.json: its format is not"),
            problem -> assertThat(problem).contains("manifests/run_id=a/manifest-00000001.json: "),
            problem -> assertThat(problem).isEqualTo("Run a: it is finished, and has no rows."));
  }

  @Test
  void olderManifest_lacksTheLastRows(@TempDir Path root) throws IOException {
    write(root);
    Files.delete(root.resolve("manifests/run_id=a/manifest-00000001.json"));
    assertThat(check(root).problems())
        .containsExactly("Run a: rows of iterations 10 to 19 are missing, it is finished.");
  }

  @Test
  void recordsThatAreGone_areMissed(@TempDir Path root) throws IOException {
    write(root);
    Files.delete(root.resolve("runs/run_id=a/00000-started.json"));
    Files.delete(root.resolve("runs/run_id=a/00001-finished.json"));
    assertThat(check(root).problems())
        .containsExactly("Run a: there are rows, but no record of its start.");
  }

  @Test
  void gapsDuplicatesAndOverlaps_areNamed(@TempDir Path root) {
    try (RunLog log = SampleHistory.store(root).open("a")) {
      log.event(SampleHistory.started("a"));
      log.rows(bothWorkers(0, 10));
      log.rows(SampleHistory.rows(7, 9)); // again
      log.rows(bothWorkers(15, 20));
      log.rows(bothWorkers(20, 25).stream().filter(HistoryCheckTest::isKept).toList());
      log.rows(List.of(inRound(24, 6)));
      log.evaluation(SampleHistory.evaluation(10));
      log.evaluation(SampleHistory.evaluation(10));
    }
    assertThat(check(root).problems())
        .containsExactly(
            "Run a: worker 0 has more than one row of each of 2 iterations, of 7 to 8.",
            "Run a: worker 1 has 4 rows of iterations 20 to 24, of round 4.",
            "Run a: rows of iterations 10 to 14 are missing.",
            "Run a: round 4 ends with iteration 24, and round 6 begins with 24.",
            "Run a: there are 2 evaluations of test after 10 iterations.");
  }

  private static boolean isKept(HistoryRow row) {
    return row.iteration() != 22 || row.worker() == 0;
  }

  private static HistoryRow inRound(int iteration, int round) {
    HistoryRow row = SampleHistory.row(iteration, 2, 1, 32);
    return new HistoryRow(
        iteration, 0, round, 2, row.lr(), 1, null, 32, 1, "1", SampleHistory.TIME);
  }

  /** A run of 20 iterations of two workers, in two segments, and an evaluation. */
  private static void write(Path root) {
    try (RunLog log = SampleHistory.store(root).open("a")) {
      log.event(SampleHistory.started("a"));
      log.rows(bothWorkers(0, 10));
      log.flush();
      log.rows(bothWorkers(10, 20));
      log.evaluation(SampleHistory.evaluation(10));
      Map<String, Double> metrics = Map.of(RunRecord.ITERATIONS, 20.0);
      log.event(SampleHistory.started("a").finished(SampleHistory.TIME, metrics));
    }
  }

  private static List<HistoryRow> bothWorkers(int from, int to) {
    return Stream.concat(
            SampleHistory.rows(from, to).stream(),
            SampleHistory.rows(from, to).stream()
                .map(row -> SampleHistory.row(row.iteration(), 1, row.loss(), 32)))
        .toList();
  }

  private HistoryCheck check(Path root) {
    return HistoryCheck.of(SPARK.session(), root.toString());
  }

  private static String place(Path root, String file) {
    return "file:" + root.resolve(file);
  }

  private static void replace(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As another hand would: without the checksum that Hadoop's local file system keeps beside. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, bytes);
  }
}
