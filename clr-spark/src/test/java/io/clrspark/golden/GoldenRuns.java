package io.clrspark.golden;

import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.Checkpoints;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The runs that were killed and can be resumed, of 15 iterations with a checkpoint every 4. Never
 * change them: a run is resumed with the options that it began with.
 */
final class GoldenRuns {

  static final String LAYERS = "killed-layers";
  static final String GRAPH = "killed-graph";

  private static final CyclicLR LAYER_RATES =
      GoldenSchedules.TRIANGULAR2.reset(10, Reset.none().maxLr(0.015));

  private static final TrainingObserver RESET = resetAt(7, Reset.none().maxLr(0.01).stepSize(3));

  private static final Map<String, String> CONFIGURATION =
      Map.of(
          "spark.clr.model.hidden", "8", "spark.hadoop.fs.s3a.secret.key", "not for the history");

  private final JavaSparkContext spark;
  private final Path history;
  private final Path checkpoints;

  /**
   * @param history where the runs' history is kept
   * @param checkpoints where their checkpoints are kept
   */
  GoldenRuns(JavaSparkContext spark, Path history, Path checkpoints) {
    this.spark = spark;
    this.history = history;
    this.checkpoints = checkpoints;
  }

  JavaRDD<DataSet> data() {
    return GoldenTask.data(spark);
  }

  /** A fresh network for one of the two runs. */
  static Network network(String run) {
    return run.equals(GRAPH) ? Network.of(GoldenTask.graph()) : Network.of(GoldenTask.layers());
  }

  /** The trainer of one of the two runs; it has no id yet. */
  ClrTrainerBuilder trainer(String run) {
    return plain(run.equals(GRAPH) ? GoldenSchedules.SCALE_OF_ITERATIONS : LAYER_RATES)
        .epochs(3)
        .evaluation("held-out", GoldenTask.heldOut(spark))
        .configuration(CONFIGURATION)
        .checkpoints(Checkpoints.at(checkpoints.toString()).everyIterations(4).keep(2))
        .observer(RESET);
  }

  /** Asks for a reset after a round. */
  static TrainingObserver resetAt(int iteration, Reset reset) {
    return new TrainingObserver() {
      @Override
      public void roundFinished(RoundSummary round, RunControl control) {
        if (round.nextIteration() == iteration) {
          control.reset(reset);
        }
      }
    };
  }

  /** Two workers that make 5 updates an epoch and are averaged after two. */
  ClrTrainerBuilder plain(ISchedule schedule) {
    return ClrTrainer.builder(schedule)
        .workers(2)
        .batchSize(4)
        .averagingFrequency(2)
        .history(history.toString());
  }
}
