package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.log.RunLog;
import io.clrspark.network.Network;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.LoggedWarnings;
import io.clrspark.testing.ResumableRuns;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** What a run goes on with where its files are not as its process left them, or others use them. */
class ResumeTest {

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
  void checkpointThatCameMeanwhile_isTheOneToGoOnWith() {
    runs.die(runs.trainer("run"), 11);
    ClrTrainer trainer = runs.trainer("run").resume("run").build();
    MultiLayerNetwork network = ResumableRuns.network();
    RunStart start = RunStart.of(trainer.request(), Network.of(network), data);
    assertThat(iteration(start)).isEqualTo(7);
    runs.die(runs.trainer("run").resume("run"), 16);
    TrainingRun run = TrainingRun.start(start);
    try (RunLog log = run.log()) {
      assertThat(log.problems()).isEmpty();
      assertThat(iteration(start)).isEqualTo(14);
      run.fit(data);
      run.finish(() -> {}, Map.of());
    }
    runs.assertAsIfNeverStopped("run", network);
  }

  @Test
  void checkpointThatCameMeanwhile_ofWhatWouldChangeTheResult_isRefused() throws IOException {
    runs.die(runs.trainer("run"), 11);
    ClrTrainer trainer = runs.trainer("run").resume("run").build();
    RunStart start = RunStart.of(trainer.request(), Network.of(ResumableRuns.network()), data);
    FileUtils.cleanDirectory(folder.toFile());
    runs.die(runs.trainer("run").seed(9), 16);
    List<String> before = runs.files();
    assertThatThrownBy(() -> TrainingRun.start(start))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("spark.clr.seed was 9 and is 42");
    assertThat(runs.files()).isEqualTo(before);
  }

  @Test
  void finishedRun_resumedForFewerEpochs_isRefused_andStaysFinished() throws IOException {
    runs.trainer("run").build().fit(ResumableRuns.network(), data);
    List<String> before = runs.files();
    assertThatThrownBy(
            () ->
                runs.trainer("run")
                    .epochs(2)
                    .resume("run")
                    .build()
                    .fit(ResumableRuns.network(), data))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot resume run run: it has made 21 iterations, and is to make 14. Give more epochs or iterations.");
    assertThat(runs.files()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"damaged", "newer", "misnamed"})
  void foreignRunThatCannotBeRead_isPassedOver_inLookingForAnUnfinishedOne(String what)
      throws IOException {
    runs.die(runs.trainer("run"), 11);
    Path foreign = folder.resolve("checkpoints/run_id=foreign");
    FileUtils.copyDirectory(
        folder.resolve("checkpoints/run_id=run").toFile(), foreign.toFile(), false);
    for (Path pointer : runs.all("checkpoints/run_id=foreign", "checkpoint-.*json")) {
      String text = Files.readString(pointer);
      switch (what) {
        case "damaged" -> ResumableRuns.overwrite(pointer, "{");
        case "newer" ->
            ResumableRuns.overwrite(pointer, text.replace("\"format\" : 1", "\"format\" : 2"));
        default -> {}
      }
    }
    MultiLayerNetwork network = ResumableRuns.network();
    try (LoggedWarnings log = LoggedWarnings.of(RunStart.class)) {
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
    Path pointer = runs.newest("checkpoints/run_id=run");
    ResumableRuns.overwrite(pointer, "");
    try (LoggedWarnings log = LoggedWarnings.of(RunStart.class)) {
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
}
