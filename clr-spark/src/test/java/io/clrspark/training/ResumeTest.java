package io.clrspark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.RunLog;
import io.clrspark.training.replica.DriverNetwork;
import io.clrspark.training.replica.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** What a run goes on with where its files are not as its process left them, or others use them. */
class ResumeTest {

  @RegisterExtension static final SharedSpark SPARK = new SharedSpark("local[2]");

  @TempDir Path folder;
  private JavaRDD<DataSet> data;
  private ResumableRuns runs;

  @BeforeEach
  void makeData() {
    data = Examples.rdd(SPARK.context(), Examples.make(100), 16, 3); // 7 iterations an epoch
    runs = new ResumableRuns(SPARK.context(), folder, data);
  }

  @Test
  void checkpointThatCameMeanwhile_isTheOneToGoOnWith() {
    runs.die(runs.trainer("run"), 11);
    ClrTrainer trainer = runs.trainer("run").resume("run").build();
    MultiLayerNetwork network = ResumableRuns.network();
    RunStart start =
        RunStart.of(trainer, new Configuration(), new DriverNetwork(Network.of(network)));
    assertThat(iteration(start)).isEqualTo(7);
    runs.die(runs.trainer("run").resume("run"), 16);
    try (RunLog log = start.open()) {
      assertThat(iteration(start)).isEqualTo(14);
      TrainingRun run = new TrainingRun(trainer, start, log, Network.of(network), Optional.empty());
      run.start();
      run.leg(data);
      run.finish(() -> {}, Map.of());
    }
    runs.assertAsIfNeverStopped("run", network);
  }

  @Test
  void checkpointThatCameMeanwhile_ofWhatWouldChangeTheResult_isRefused() throws IOException {
    runs.die(runs.trainer("run"), 11);
    ClrTrainer trainer = runs.trainer("run").resume("run").seed(9).build();
    DriverNetwork network = new DriverNetwork(Network.of(ResumableRuns.network()));
    RunStart start = RunStart.of(trainer, new Configuration(), network);
    runs.die(runs.trainer("run").resume("run"), 16);
    List<String> before = files();
    assertThatThrownBy(() -> start.requireSame(Identities.withoutData(trainer, network)))
        .hasMessageContaining("spark.clr.seed was 42 and is 9");
    assertThatThrownBy(start::open)
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("spark.clr.seed was 42 and is 9");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void historyWithoutTheLastRows_goesBackToTheCheckpointThatHasAll() throws IOException {
    runs.die(runs.trainer("run").observer(new Copy(9)), 20);
    putBack(true);
    MultiLayerNetwork network = ResumableRuns.network();
    try (LogLines log = LogLines.of(RunStart.class)) {
      TrainingResult result = runs.trainer("run").resume("run").build().fit(network, data);
      assertThat(result.historyProblems()).isEmpty();
      assertThat(log.lines)
          .singleElement()
          .asString()
          .startsWith("Checkpoint without all its rows, trying the one before it. file:")
          .endsWith(
              "checkpoint-0000000003.json: The history of run run at file:%s lacks rows of iterations 7 to 13: they had not been written when it was resumed."
                  .formatted(folder.resolve("history")));
    }
    runs.assertAsIfNeverStopped("run", network);
  }

  @Test
  void historyWithoutRows_ofWhichNoCheckpointHasAll_isReported() throws IOException {
    Checkpoints one = runs.checkpoints().keep(1);
    runs.die(runs.trainer("run").checkpoints(one).observer(new Copy(9)), 20);
    putBack(true);
    MultiLayerNetwork network = ResumableRuns.network();
    TrainingResult result =
        runs.trainer("run").checkpoints(one).resume("run").build().fit(network, data);
    assertThat(result.historyProblems())
        .singleElement()
        .asString()
        .contains("lacks rows of iterations 7 to 13");
    assertThat(result.iterations()).isEqualTo(21);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"format\":1,\"segm | 14", "'' | 14", "{\"format\":1} | 14", "'' | 7"})
  void damagedManifest_isPassedOver_withACheckpointWhoseRowsTheOneBeforeHas(
      String contents, int iteration) throws IOException {
    runs.die(runs.trainer("run").observer(new Copy(9)), 20);
    Path newest = newest("history/manifests/run_id=run");
    if (iteration == 7) {
      putBack(false);
    }
    overwrite(newest, contents);
    MultiLayerNetwork network = ResumableRuns.network();
    TrainingResult result = runs.trainer("run").resume("run").build().fit(network, data);
    assertThat(result.historyProblems()).isEmpty();
    runs.assertAsIfNeverStopped("run", network);
    assertThat(newest).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manifest_ofANewerFormat_orNoneThatCanBeRead_isRefused_andNothingIsChanged(boolean newer)
      throws IOException {
    runs.die(runs.trainer("run"), 20);
    List<Path> manifests = all("history/manifests/run_id=run", ".*json");
    for (Path manifest : newer ? manifests.subList(1, 2) : manifests) {
      overwrite(manifest, newer ? "{\"format\":1000}" : "{");
    }
    List<String> before = files();
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot read the history: ");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void finishedRun_resumedWithAnotherHistory_isRefused_andStaysFinished() throws IOException {
    runs.trainer("run").build().fit(ResumableRuns.network(), data);
    List<String> before = files();
    assertThatThrownBy(
            () ->
                runs.trainer("run")
                    .history(folder.resolve("elsewhere").toString())
                    .resume("run")
                    .build()
                    .fit(ResumableRuns.network(), data))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot resume run run: the history at file:%s has no such run. Give the path that it wrote to."
                .formatted(folder.resolve("elsewhere")));
    assertThat(files()).isEqualTo(before);
    assertThat(files()).anyMatch(file -> file.contains("run_id=run/_finished"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"damaged", "newer", "misnamed"})
  void foreignRunThatCannotBeRead_isPassedOver_inLookingForAnUnfinishedOne(String what)
      throws IOException {
    runs.die(runs.trainer("run"), 11);
    Path foreign = folder.resolve("checkpoints/run_id=foreign");
    FileUtils.copyDirectory(
        folder.resolve("checkpoints/run_id=run").toFile(), foreign.toFile(), false);
    for (Path pointer : all("checkpoints/run_id=foreign", "checkpoint-.*json")) {
      String text = Files.readString(pointer);
      switch (what) {
        case "damaged" -> overwrite(pointer, "{");
        case "newer" -> overwrite(pointer, text.replace("\"format\" : 1", "\"format\" : 2"));
        default -> {}
      }
    }
    MultiLayerNetwork network = ResumableRuns.network();
    try (LogLines log = LogLines.of(RunStart.class)) {
      TrainingResult result = runs.anonymous().resumeUnfinished().build().fit(network, data);
      assertThat(result.runId()).isEqualTo("run");
      assertThat(log.lines)
          .singleElement()
          .asString()
          .startsWith(
              "Passed over in looking for a run to go on with: Cannot resume run foreign: ");
    }
    runs.assertAsIfNeverStopped("run", network);
  }

  @Test
  void networkWithOtherWeights_endsTheSame() {
    runs.die(runs.trainer("run"), 11);
    MultiLayerNetwork network = ResumableRuns.network();
    network.params().addi(0.5);
    runs.trainer("run").resume("run").build().fit(network, data);
    runs.assertAsIfNeverStopped("run", network);
  }

  @Test
  void checkpointThatIsPassedOver_isAWarningInTheLog() throws IOException {
    runs.die(runs.trainer("run"), 20);
    Path pointer = newest("checkpoints/run_id=run");
    overwrite(pointer, "");
    try (LogLines log = LogLines.of(RunStart.class)) {
      resume("run");
      assertThat(log.lines)
          .singleElement()
          .asString()
          .startsWith(
              "Checkpoint not usable, trying the one before it. file:%s: it is damaged: "
                  .formatted(pointer));
    }
    assertThat(pointer).doesNotExist();
  }

  private void resume(String run) {
    runs.trainer(run).resume(run).build().fit(ResumableRuns.network(), data);
  }

  private static int iteration(RunStart start) {
    return start.checkpoint().orElseThrow().position().iteration();
  }

  /** Keeps what the history's manifests were at an iteration. */
  private final class Copy implements TrainingObserver {
    private final int iteration;

    Copy(int iteration) {
      this.iteration = iteration;
    }

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      if (round.nextIteration() == iteration) {
        try {
          FileUtils.copyDirectory(
              folder.resolve("history/manifests").toFile(), folder.resolve("copy").toFile());
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Makes the manifests what they were, but for the newest of them all if it is to stay. */
  private void putBack(boolean alone) throws IOException {
    Path manifests = folder.resolve("history/manifests/run_id=run");
    List<Path> now = all("history/manifests/run_id=run", ".*json");
    for (Path manifest : alone ? now : now.subList(0, now.size() - 1)) {
      Files.delete(manifest);
    }
    FileUtils.copyDirectory(folder.resolve("copy/run_id=run").toFile(), manifests.toFile());
  }

  /** Without the checksum that the local file system keeps beside, as on another. */
  private static void overwrite(Path file, String contents) throws IOException {
    Files.writeString(file, contents);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private Path newest(String where) throws IOException {
    List<Path> all = all(where, "(checkpoint|manifest)-.*json");
    return all.get(all.size() - 1);
  }

  private List<Path> all(String where, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(where))) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  /** Every file below the folder, with its size and time. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toFile)
          .map(
              file -> file + (file.isFile() ? " " + file.length() + " " + file.lastModified() : ""))
          .sorted()
          .toList();
    }
  }
}
