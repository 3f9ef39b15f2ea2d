package io.clrspark.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.write.WriteLimits;
import io.clrspark.testing.FlakyFileSystem;
import io.clrspark.testing.SampleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a log does on a file system that fails: never throw, keep, try again, say so. */
@Timeout(60)
class FailingWritesTest {

  private static final int ALWAYS = 1_000_000;
  private static final WriteLimits LIMITS =
      new WriteLimits(
          100, 300, Duration.ofDays(1), 3, Duration.ofMillis(1), Duration.ofSeconds(30));

  @TempDir private Path root;

  /** A writer that hung goes on when the file system does: not while the folder is deleted. */
  @AfterEach
  void heal() throws InterruptedException {
    FlakyFileSystem.heal();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("clr-history-")) {
        thread.join();
      }
    }
  }

  @Test
  void failure_thatPasses_isRetried_andNoProblem() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_CREATIONS.set(2);
    log.rows(SampleHistory.rows(0, 50));
    log.close();
    assertThat(log.problems()).isEmpty();
    assertThat(manifest(0)).contains("\"rows\":50").doesNotContain("segment-00000000");
    assertThat(files("history")).hasSize(1);
  }

  @Test
  void failure_thatLasts_isReported_andItsRowsAreWrittenLater() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_CREATIONS.set(ALWAYS);
    log.rows(SampleHistory.rows(0, 50));
    log.evaluation(SampleHistory.evaluation(50));
    log.event(SampleHistory.started("a"));
    log.flush();
    assertThat(log.problems())
        .containsExactly(
            "Cannot write the history of run a to flaky:"
                + root
                + ": disk full. Not written: 50 history rows, 1 evaluations and 1 run records;"
                + " 0 segments not visible.");
    FlakyFileSystem.heal();
    log.close();
    assertThat(log.problems()).isEmpty();
    assertThat(manifest(0)).contains("\"rows\":50", "evaluations");
    assertThat(files("runs")).contains("00000-started.json");
  }

  @Test
  void failure_thatNeverEnds_isAProblemAfterClose_andLeavesNoHalfFile() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_CREATIONS.set(ALWAYS);
    log.rows(SampleHistory.rows(0, 50));
    log.close();
    assertThat(log.problems()).singleElement().asString().contains("disk full", "50 history rows");
    assertThat(files("history")).isEmpty();
    assertThat(files("manifests")).isEmpty();
  }

  @Test
  void manifest_thatCannotBeRenamed_isRetriedAlone() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_RENAMES.set(2);
    log.rows(SampleHistory.rows(0, 50));
    log.close();
    assertThat(log.problems()).isEmpty();
    assertThat(files("history")).containsExactly("segment-00000000.parquet");
    assertThat(files("manifests")).containsExactly("manifest-00000002.json");
  }

  @Test
  void segment_withoutManifest_isNamedByALaterOne() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_RENAMES.set(3);
    log.rows(SampleHistory.rows(0, 50));
    log.flush();
    assertThat(log.problems()).singleElement().asString().contains("1 segments not visible");
    log.close();
    assertThat(log.problems()).isEmpty();
    assertThat(manifest(3)).contains("\"rows\":50");
  }

  @Test
  void lastRecord_isWrittenAfterTheRunsRowsAreVisible() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_RENAMES.set(1);
    log.rows(SampleHistory.rows(0, 50));
    log.event(SampleHistory.started("a").finished(SampleHistory.TIME, Map.of()));
    log.close();
    // The rename that failed was the manifest's: the first.
    assertThat(files("manifests")).containsExactly("manifest-00000001.json");
    assertThat(files("runs")).contains("00000-finished.json");
  }

  @Test
  void record_whoseRenameLostItsAnswer_isThereOnce() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.RENAMES_WITHOUT_ANSWER.set(1);
    log.event(SampleHistory.started("a"));
    log.event(SampleHistory.started("a").finished(SampleHistory.TIME, Map.of()));
    log.close();
    assertThat(log.problems()).isEmpty();
    assertThat(files("runs"))
        .containsExactly("00000-started.json", "00001-finished.json", "_opened");
  }

  @Test
  void record_whoseNumberAnotherProcessHas_takesANewOne() throws IOException {
    RunLog log = open(LIMITS);
    Path other = root.resolve("runs/run_id=a/00000-started.json");
    Files.writeString(other, "of another process");
    log.event(SampleHistory.started("a"));
    log.close();
    assertThat(log.problems()).isEmpty();
    assertThat(files("runs"))
        .containsExactly("00000-started.json", "00001-started.json", "_opened");
    assertThat(other).hasContent("of another process");
  }

  @Test
  void numbers_ofAProcessThatResumes_areApart() throws IOException {
    RunLog log = open(LIMITS);
    log.event(SampleHistory.started("a"));
    log.close();
    RunLog resumed =
        HistoryStore.at("flaky:" + root, FlakyFileSystem.configuration()).resume("a", 0, 0);
    resumed.rows(SampleHistory.rows(0, 50));
    resumed.event(SampleHistory.started("a"));
    resumed.close();
    assertThat(files("runs"))
        .containsExactly("00000-started.json", "10000-started.json", "_opened");
  }

  @Test
  void rows_pastTheLimit_areDropped_andCounted() throws IOException {
    RunLog log = open(LIMITS);
    FlakyFileSystem.FAILING_CREATIONS.set(ALWAYS);
    log.rows(SampleHistory.rows(0, 310));
    log.flush();
    FlakyFileSystem.heal();
    log.rows(SampleHistory.rows(310, 311));
    log.close();
    assertThat(log.problems())
        .containsExactly(
            "Lost 11 history rows of run a: 300 were waiting to be written to flaky:%s already."
                .formatted(root));
    assertThat(manifest(0)).contains("\"last_iteration\":299").doesNotContain("310");
  }

  @Test
  void fileSystem_thatHangs_holdsUpFlushAndClose_onlySoLong() {
    WriteLimits impatient =
        new WriteLimits(100, 300, Duration.ofDays(1), 3, Duration.ZERO, Duration.ofMillis(50));
    RunLog log = open(impatient);
    FlakyFileSystem.gate = new CountDownLatch(1);
    log.rows(SampleHistory.rows(0, 50));
    log.flush();
    log.close();
    assertThat(log.problems())
        .singleElement()
        .asString()
        .contains("the file system does not answer", "50 history rows");
  }

  /** A patience that the test would not live through twice. */
  @Test
  void fileSystem_thatHung_isNotWaitedForAgain() {
    WriteLimits patient =
        new WriteLimits(100, 300, Duration.ofDays(1), 3, Duration.ZERO, Duration.ofSeconds(4));
    RunLog log = open(patient);
    FlakyFileSystem.gate = new CountDownLatch(1);
    log.rows(SampleHistory.rows(0, 50));
    assertThat(log.flush()).isFalse();
    long started = System.nanoTime();
    assertThat(log.flush()).isFalse();
    assertThatThrownBy(() -> log.rollBack(3))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot go back to iteration 3 of run a: the history at flaky:%s does not answer."
                + " Resume the run.",
            root);
    log.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(patient.patience());
  }

  @Test
  void flush_saysWhetherAllIsVisible() {
    RunLog log = open(LIMITS);
    log.rows(SampleHistory.rows(0, 10));
    assertThat(log.flush()).isTrue();
    FlakyFileSystem.FAILING_CREATIONS.set(ALWAYS);
    log.rows(SampleHistory.rows(10, 20));
    assertThat(log.flush()).isFalse();
    FlakyFileSystem.heal();
    assertThat(log.flush()).isTrue();
    log.close();
  }

  @Test
  void defaults_areTheDocumentedOnes() {
    assertThat(WriteLimits.DEFAULT)
        .isEqualTo(
            new WriteLimits(
                100_000,
                1_000_000,
                Duration.ofSeconds(10),
                4,
                Duration.ofMillis(100),
                Duration.ofMinutes(1)));
  }

  @Test
  void close_ofAnInterruptedThread_stillWrites_andKeepsTheInterrupt() throws IOException {
    RunLog log = open(LIMITS);
    log.rows(SampleHistory.rows(0, 50));
    Thread.currentThread().interrupt();
    log.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(manifest(0)).contains("\"rows\":50");
  }

  private RunLog open(WriteLimits limits) {
    return HistoryStore.at("flaky:" + root, FlakyFileSystem.configuration()).open("a", limits);
  }

  private String manifest(int number) throws IOException {
    return Files.readString(
        root.resolve("manifests/run_id=a/manifest-0000000%d.json".formatted(number)));
  }

  private List<String> files(String folder) throws IOException {
    Path run = root.resolve(folder).resolve("run_id=a");
    if (!Files.exists(run)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(run)) {
      return list.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
