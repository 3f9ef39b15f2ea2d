package io.clrspark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.verify.HistoryCheck;
import io.clrspark.network.Network;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that an earlier version began, and that were killed, are resumed and end as they would. */
class GoldenCheckpointTest {

  private static final double OTHER_MACHINE = 1e-3;
  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir Path folder;

  static Stream<Arguments> killedRuns() {
    return GoldenSet.withRuns().stream()
        .flatMap(
            set ->
                Stream.of(GoldenRuns.LAYERS, GoldenRuns.GRAPH).map(run -> Arguments.of(set, run)));
  }

  @ParameterizedTest
  @MethodSource("killedRuns")
  void newestCheckpoint_hasTheStateOfBefore(GoldenSet set, String run) {
    ObjectNode read = GoldenCheckpoint.of(set.checkpoints(), run);
    assertThat(read).isEqualTo(set.expectedJson("checkpoints").get(run).get("checkpoint"));
  }

  @ParameterizedTest
  @MethodSource("killedRuns")
  void killedRun_resumed_endsAsIfNeverKilled(GoldenSet set, String run) throws IOException {
    GoldenSet copy = set.copyTo(folder.resolve("copy"));
    GoldenRuns runs = new GoldenRuns(SPARK.context(), copy.history(), copy.checkpoints());
    Network resumed = GoldenRuns.network(run);
    TrainingResult result = runs.trainer(run).resume(run).build().fit(resumed, runs.data());
    assertThat(result.historyProblems()).isEmpty();
    assertThat(resumed.iteration()).isEqualTo(15);
    assertAsNeverKilled(set, run, resumed);
    assertHistory(copy, run);
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#withRuns")
  void unfinishedRun_isFoundByWhatItIs(GoldenSet set) throws IOException {
    GoldenSet copy = set.copyTo(folder.resolve("copy"));
    GoldenRuns runs = new GoldenRuns(SPARK.context(), copy.history(), copy.checkpoints());
    for (String run : List.of(GoldenRuns.LAYERS, GoldenRuns.GRAPH)) {
      ClrTrainerBuilder trainer = runs.trainer(run).resumeUnfinished();
      Network network = GoldenRuns.network(run);
      assertThat(trainer.build().fit(network, runs.data()).runId()).isEqualTo(run);
    }
  }

  private void assertAsNeverKilled(GoldenSet set, String run, Network resumed) {
    JsonNode expected = set.expectedJson("checkpoints");
    if (Sha256.of(GoldenTask.trainedByDl4j()).equals(expected.get("trainedByDl4j").asText())) {
      assertThat(GoldenCheckpoint.end(resumed)).isEqualTo(expected.get(run).get("end"));
    }
    Network whole = GoldenRuns.network(run);
    Path place = folder.resolve("whole");
    GoldenRuns runs = new GoldenRuns(SPARK.context(), place.resolve("h"), place.resolve("c"));
    runs.trainer(run).build().fit(whole, runs.data());
    assertThat(resumed.parameters().equalsWithEps(whole.parameters(), OTHER_MACHINE)).isTrue();
  }

  private static void assertHistory(GoldenSet set, String run) {
    String history = set.history().toString();
    assertThat(HistoryCheck.of(SPARK.session(), history).problems()).isEmpty();
    HistoryViews views = HistoryViews.of(SPARK.session(), history);
    assertThat(views.history().where("run_id = '" + run + "'").count()).isEqualTo(30);
    assertThat(views.evaluations().where("run_id = '" + run + "'").count()).isEqualTo(3);
  }
}
