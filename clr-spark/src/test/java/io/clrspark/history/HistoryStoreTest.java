package io.clrspark.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.clrspark.ClrException;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.history.write.WriteLimits;
import io.clrspark.testing.SampleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store writes, seen as files: without Spark. */
class HistoryStoreTest {

  @TempDir private Path root;

  @Test
  void layout_isTheDocumentedOne() throws IOException {
    try (RunLog log = store().open("a")) {
      log.event(SampleHistory.started("a"));
      log.rows(SampleHistory.rows(0, 10));
      log.flush();
      log.evaluation(SampleHistory.evaluation(10));
      log.event(SampleHistory.started("a").finished(SampleHistory.TIME, Map.of()));
    }
    assertThat(files())
        .containsExactly(
            "evaluations/run_id=a/segment-00000001.parquet",
            "history/run_id=a/segment-00000000.parquet",
            "manifests/run_id=a/manifest-00000000.json",
            "manifests/run_id=a/manifest-00000001.json",
            "runs/run_id=a/00000-started.json",
            "runs/run_id=a/00001-finished.json",
            "runs/run_id=a/_opened");
  }

  @Test
  void manifest_isTheCompleteList() throws IOException {
    try (RunLog log = store().open("a")) {
      log.rows(SampleHistory.rows(3, 10));
      log.flush();
      log.rows(SampleHistory.rows(10, 12));
    }
    assertThat(root.resolve("manifests/run_id=a/manifest-00000001.json"))
        .content()
        .matches(
            "\\{\"format\":1,\"run_id\":\"a\",\"segments\":\\["
                + "\\{\"table\":\"history\",\"file\":\"segment-00000000.parquet\",\"rows\":7,"
                + "\"bytes\":\\d+,\"first_iteration\":3,\"last_iteration\":9,\"crc32c\":\"[0-9a-f]{8}\"},"
                + "\\{\"table\":\"history\",\"file\":\"segment-00000001.parquet\",\"rows\":2,"
                + "\"bytes\":\\d+,\"first_iteration\":10,\"last_iteration\":11,\"crc32c\":\"[0-9a-f]{8}\"}]}");
  }

  @Test
  void manifests_thatNobodyNeeds_areDeleted() throws IOException {
    try (RunLog log = store().open("a")) {
      for (int i = 0; i < 5; i++) {
        log.rows(SampleHistory.rows(i, i + 1));
        log.flush();
      }
    }
    assertThat(files())
        .filteredOn(name -> name.startsWith("manifests/"))
        .containsExactly(
            "manifests/run_id=a/manifest-00000003.json",
            "manifests/run_id=a/manifest-00000004.json");
  }

  @Test
  void segment_isWrittenWhenFull_withoutFlush() throws IOException {
    WriteLimits small =
        new WriteLimits(100, 1000, Duration.ofDays(1), 1, Duration.ZERO, Duration.ofSeconds(60));
    try (RunLog log = store().open("a", small)) {
      log.rows(SampleHistory.rows(0, 250));
    }
    assertThat(files()).filteredOn(name -> name.endsWith(".parquet")).hasSize(3);
  }

  @Test
  void segment_isWrittenWhenItsTimeHasCome_withoutFlush() {
    WriteLimits quick =
        new WriteLimits(100, 1000, Duration.ofMillis(1), 1, Duration.ZERO, Duration.ofSeconds(60));
    try (RunLog log = store().open("a", quick)) {
      log.rows(SampleHistory.rows(0, 5));
      Path manifest = root.resolve("manifests/run_id=a/manifest-00000000.json");
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            while (!Files.exists(manifest)) {
              Thread.onSpinWait();
            }
          });
    }
  }

  @Test
  void close_leavesNoThread_andFurtherCallsDoNothing() {
    RunLog log = store().open("threads");
    log.rows(SampleHistory.rows(0, 5));
    assertThat(writerThreads()).hasSize(1);
    log.close();
    log.close();
    log.flush();
    assertThat(log.problems()).isEmpty();
    for (Thread thread : writerThreads()) {
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> thread.join());
    }
    assertThat(writerThreads()).isEmpty();
  }

  @Test
  void rows_afterClose_areAProblem() {
    RunLog log = store().open("a");
    log.close();
    log.rows(SampleHistory.rows(0, 5));
    assertThat(log.problems())
        .singleElement()
        .asString()
        .contains("the log is closed. Not written: 5 history rows");
  }

  @Test
  void secrets_areNeverWritten() throws IOException {
    Map<String, String> configuration =
        Map.of(
            "spark.hadoop.fs.s3a.Secret.key", "hush",
            "spark.my.PASSWORD", "hush",
            "spark.accesskey", "hush",
            "spark.access.key", "hush",
            "spark.authToken.x", "hush",
            "spark.driver.extraJavaOptions", "-Xss1m -Djavax.net.ssl.keyStorePassword=hush",
            "spark.redaction.regex", "(?i)secret|magic",
            "spark.my.Magic", "hush",
            "spark.clr.data.path", "hdfs:///tokens",
            "spark.clr.maxLr", "0.006");
    RunSetup setup = new RunSetup(configuration, "", Map.of());
    try (RunLog log = store().open("a")) {
      log.event(RunRecord.started("a", RunKind.TRAIN, SampleHistory.TIME, setup));
    }
    assertThat(root.resolve("runs/run_id=a/00000-started.json"))
        .content()
        .doesNotContain("hush")
        .contains("\"spark.my.PASSWORD\" : \"*********(redacted)\"")
        .contains("\"spark.driver.extraJavaOptions\" : \"*********(redacted)\"")
        .contains("\"spark.clr.data.path\" : \"hdfs:///tokens\"")
        .contains("\"spark.clr.maxLr\" : \"0.006\"");
  }

  @Test
  void runId_thatIsTaken_isRefused() {
    store().open("a").close();
    assertThatThrownBy(() -> store().open("a"))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot start run a: the history at file:%s has a run of this id. Choose another id or"
                + " another path.",
            root);
  }

  @Test
  void runId_openedByEightThreads_isGivenToOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<RunLog>> opened =
        IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> store().open("a"))).toList();
    int won = 0;
    for (Future<RunLog> one : opened) {
      try {
        one.get().close();
        won++;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(ClrException.class);
      }
    }
    threads.shutdown();
    assertThat(won).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "../a", ".a", "a b", "a=b", "é", "*", "a:b"})
  void runId_thatIsNoName_isRefused(String runId) throws IOException {
    assertThatThrownBy(() -> store().open(runId))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Invalid run id: \"" + runId + "\" (must be 1 to 128 of");
    assertThat(files()).isEmpty();
  }

  @Test
  void root_thatCannotBeWritten_isRefused() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> SampleHistory.store(file).open("a"))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot write a history at file:" + file + ": ");
  }

  @Test
  void fileSystem_thatIsUnknown_isRefused() {
    assertThatThrownBy(() -> HistoryStore.at("nofs://x/y", new Configuration()))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot use the history at nofs://x/y: ");
  }

  private HistoryStore store() {
    return SampleHistory.store(root);
  }

  private static List<Thread> writerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("clr-history-threads"))
        .toList();
  }

  /** All files but the local file system's checksums. */
  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
