package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.LoggedWarnings;
import io.clrspark.testing.ResumableRuns;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
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

/** What a run goes on with where its history is not as its process left it. */
class ResumeHistoryTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir Path folder;
  private JavaRDD<DataSet> data;
  private ResumableRuns runs;

  @BeforeEach
  void makeData() {
    data =
        SampleDataSets.rdd(
            SPARK.context(), SampleDataSets.make(100), 16, 3); // 7 iterations an epoch
    runs = new ResumableRuns(SPARK, folder, data);
  }

  @Test
  void historyWithoutTheLastRows_goesBackToTheCheckpointThatHasAll() throws IOException {
    runs.die(runs.trainer("run").observer(new Copy(9)), 20);
    putBack(true);
    MultiLayerNetwork network = ResumableRuns.network();
    try (LoggedWarnings log = LoggedWarnings.of(RunStart.class)) {
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
    Path newest = runs.newest("history/manifests/run_id=run");
    if (iteration == 7) {
      putBack(false);
    }
    ResumableRuns.overwrite(newest, contents);
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
    List<Path> manifests = runs.all("history/manifests/run_id=run", ".*json");
    for (Path manifest : newer ? manifests.subList(1, 2) : manifests) {
      ResumableRuns.overwrite(manifest, newer ? "{\"format\":1000}" : "{");
    }
    List<String> before = runs.files();
    assertThatThrownBy(() -> resume("run"))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot read the history: ");
    assertThat(runs.files()).isEqualTo(before);
  }

  @Test
  void finishedRun_resumedWithAnotherHistory_isRefused_andStaysFinished() throws IOException {
    runs.trainer("run").build().fit(ResumableRuns.network(), data);
    List<String> before = runs.files();
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
    assertThat(runs.files()).isEqualTo(before);
    assertThat(runs.files()).anyMatch(file -> file.contains("run_id=run/_finished"));
  }

  private void resume(String run) {
    runs.trainer(run).resume(run).build().fit(ResumableRuns.network(), data);
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
    List<Path> now = runs.all("history/manifests/run_id=run", ".*json");
    for (Path manifest : alone ? now : now.subList(0, now.size() - 1)) {
      Files.delete(manifest);
    }
    FileUtils.copyDirectory(folder.resolve("copy/run_id=run").toFile(), manifests.toFile());
  }
}
