package io.clrspark.training.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.Network;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.checkpoint.CheckpointHeader;
import io.clrspark.training.checkpoint.RunFingerprint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What a checkpoint says of its run is compared under the names that checkpoints have always had.
 */
class RunFingerprintsTest {

  private static final Map<String, String> KEPT =
      Map.of(
          "evaluationFrequency", "0",
          "spark.clr.averagingFrequency", "5",
          "spark.clr.batchSize", "32",
          "spark.clr.seed", "42",
          "spark.clr.shuffle", "true",
          "spark.clr.updaterState", "average",
          "spark.clr.workers", "2");

  private static final RunPosition START = new RunPosition(0, 0, 0, 0, 0, 0, 0, false, 0, 0);

  private final DriverNetwork network =
      new DriverNetwork(Network.of(SampleNetworks.mlp(new Adam(0.3))));

  @Test
  void settings_areThoseThatCheckpointsHave() {
    assertThat(identity(trainer()).settings()).isEqualTo(KEPT);
    assertThat(identity(trainer().evaluationFrequency(3)).settings())
        .containsEntry("evaluationFrequency", "3")
        .hasSameSizeAs(KEPT);
  }

  @Test
  void optionsThatLeaveTheResult_areNotCompared() {
    ClrTrainerBuilder other =
        trainer()
            .epochs(9)
            .roundTimeout(Duration.ofHours(1))
            .history("/h")
            .saveModel("/m")
            .runId("a")
            .checkpoints(Checkpoints.at("/c").everyEpochs(2))
            .onNonFinite(OnNonFinite.rollback(0.5, 2));
    assertThat(identity(other).settings()).isEqualTo(KEPT);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.clr.epochs, true",
    "spark.clr.iterations, true",
    "spark.clr.averaging, true",
    "spark.clr.runId, true",
    "spark.clr.resume, true",
    "spark.clr.roundTimeout, true",
    "spark.clr.nonFinite, true",
    "spark.clr.nonFinite.maxLrFactor, true",
    "spark.clr.nonFinite.rollbacks, true",
    "spark.clr.checkpoint.path, true",
    "spark.clr.checkpoint.everyIterations, true",
    "spark.clr.checkpoint.everyMinutes, true",
    "spark.clr.checkpoint.everyEpochs, true",
    "spark.clr.checkpoint.keep, true",
    "spark.clr.history.path, true",
    "spark.clr.model.save, true",
    "spark.app.name, true",
    "spark.clr.workers, false",
    "spark.clr.maxLr, false",
    "spark.clr.data.path, false",
    "spark.clr.model.load, false",
    "spark.clr.ofAnotherVersion, false",
  })
  void propertyOfTheConfiguration_isFreeOrDecidesTheResult(String key, boolean isFree) {
    RunRequest now = trainer().configuration(Map.of(key, "now")).build().request();
    RunFingerprint kept = identity(trainer());
    CheckpointHeader before =
        new CheckpointHeader(
            "run",
            new TreeMap<>(KEPT),
            kept.schedule(),
            kept.network(),
            START,
            List.of(),
            List.of(),
            Map.of(key, "then"),
            Map.of());
    assertThat(RunFingerprints.isLike(before, kept, now)).isEqualTo(isFree);
  }

  private RunFingerprint identity(ClrTrainerBuilder trainer) {
    return RunFingerprints.withoutData(trainer.build().request(), network);
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.05, 4));
  }
}
