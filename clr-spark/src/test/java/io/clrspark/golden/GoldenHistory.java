package io.clrspark.golden;

import static io.clrspark.golden.GoldenSchedules.EXP_RANGE_WITH_RESETS;
import static io.clrspark.golden.GoldenSchedules.SCALE_OF_CYCLE;
import static io.clrspark.golden.GoldenSchedules.TRIANGULAR2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.ClrException;
import io.clrspark.network.Network;
import io.clrspark.range.LrRangeTest;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.DataSet;

/** Writes the runs of the golden history that need not be killed, and the models that they save. */
final class GoldenHistory {

  private final JavaSparkContext spark;
  private final GoldenSet set;
  private final Path scratch;
  private final GoldenRuns runs;
  private final ObjectNode models;

  /**
   * @param scratch for checkpoints that are not kept
   * @param models gets what the models must be read as
   */
  GoldenHistory(JavaSparkContext spark, GoldenSet set, Path scratch, ObjectNode models) {
    this.spark = spark;
    this.set = set;
    this.scratch = scratch;
    this.runs = new GoldenRuns(spark, set.history(), scratch);
    this.models = models;
  }

  void write() {
    save("finished", layers(), finished());
    save("planned", layers(), planned());
    save("formula", Network.of(GoldenTask.graph()), runs.plain(SCALE_OF_CYCLE).epochs(1));
    train("coded", layers(), runs.plain(coded()).iterations(3), runs.data());
    fail();
    exclude();
    rollBack();
    testRanges();
  }

  private ClrTrainerBuilder finished() {
    return runs.plain(TRIANGULAR2)
        .epochs(2)
        .evaluation("train", runs.data())
        .evaluation("held-out", GoldenTask.heldOut(spark))
        .observer(GoldenRuns.resetAt(5, Reset.none().maxLr(0.01)))
        .normalizer(GoldenTask.normalizer())
        .configuration(
            Map.of(
                "spark.clr.mode", "triangular2",
                "spark.hadoop.fs.s3a.secret.key", "not for the history",
                "spark.app.name", "Zahlen äöü \"1\""));
  }

  private ClrTrainerBuilder planned() {
    return runs.plain(EXP_RANGE_WITH_RESETS)
        .workers(1)
        .shuffle(false)
        .iterations(11)
        .evaluation("held-out", GoldenTask.heldOut(spark))
        .evaluationFrequency(4);
  }

  private static CyclicLR coded() {
    return CyclicLR.builder().baseLr(0.001).maxLr(0.02).stepSize(2).scaleFn(x -> 0.5).build();
  }

  private void fail() {
    CyclicLR wild = CyclicLR.triangular(0.01, 1e39, 4);
    try {
      train("failed", layers(), runs.plain(wild).averagingFrequency(5).epochs(1), runs.data());
    } catch (ClrException e) {
      return;
    }
    throw new IllegalStateException("the run did not fail");
  }

  private void exclude() {
    ClrTrainerBuilder trainer = runs.plain(TRIANGULAR2).epochs(1);
    trainer.onNonFinite(OnNonFinite.exclude());
    train("excluded", layers(), trainer, GoldenTask.dataWithNaN(spark));
  }

  private void rollBack() {
    CyclicLR wildAtTheEnd =
        CyclicLR.triangular(0, 0.1, 4).reset(7, Reset.none().maxLr(1e39).stepSize(2));
    train(
        "rolled-back",
        Network.of(GoldenTask.graph()), // infinite rates do no harm to Adam
        runs.plain(wildAtTheEnd)
            .epochs(2)
            .checkpoints(Checkpoints.at(scratch.toString()).everyIterations(4))
            .onNonFinite(OnNonFinite.rollback(1e-40, 1)),
        runs.data());
  }

  private void testRanges() {
    String history = set.history().toString();
    LrRangeTest.exponential(1e-4, 10, 40)
        .run(layers(), runs.data(), run -> run.batchSize(8).history(history).runId("range-test"));
    LrRangeTest.linear(0, 0.5, 6)
        .run(layers(), runs.data(), run -> run.batchSize(8).history(history).runId("linear-test"));
  }

  private static void train(
      String id, Network network, ClrTrainerBuilder trainer, JavaRDD<DataSet> data) {
    trainer.runId(id).build().fit(network, data);
  }

  private void save(String id, Network network, ClrTrainerBuilder trainer) {
    trainer.saveModel(set.model(id).toString()).runId(id).build().fit(network, runs.data());
    models
        .putObject(id)
        .put("parameters", Sha256.of(network.parameters()))
        .put("updater", Sha256.of(network.updater().getStateViewArray()));
  }

  private static Network layers() {
    return Network.of(GoldenTask.layers());
  }
}
