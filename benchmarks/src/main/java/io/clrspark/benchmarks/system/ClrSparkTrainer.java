package io.clrspark.benchmarks.system;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.DataSet;

/** This engine, with a history or without one. */
public final class ClrSparkTrainer implements TrainingSystem {

  private final TrainingCase bench;
  private final JavaRDD<DataSet> data;
  private final int frequency;
  private final Averaging averaging;
  private final Optional<Path> history;

  public ClrSparkTrainer(
      TrainingCase bench,
      JavaRDD<DataSet> data,
      int frequency,
      Averaging averaging,
      Optional<Path> history) {
    this.bench = bench;
    this.data = data;
    this.frequency = frequency;
    this.averaging = averaging;
    this.history = history;
  }

  @Override
  public String system() {
    return history.isPresent() ? "clr-spark" : "clr-spark-no-history";
  }

  @Override
  public int averagingFrequency() {
    return frequency;
  }

  @Override
  public double[] epochs(int count, Runnable first) {
    EpochEnds ends = new EpochEnds(new EpochTimer(count, first), bench.iterationsPerEpoch());
    ClrTrainerBuilder trainer =
        ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 500))
            .workers(bench.workers())
            .batchSize(bench.batchSize())
            .averagingFrequency(frequency)
            .epochs(count)
            .averaging(averaging)
            .observer(ends);
    history.ifPresent(folder -> trainer.history(folder.toString()));
    trainer.build().fit(bench.network(), data);
    return ends.timer.seconds();
  }

  /** Ends an epoch with its last round; the time between two epochs belongs to the later one. */
  private static final class EpochEnds implements TrainingObserver {
    private final EpochTimer timer;
    private final int iterationsPerEpoch;

    EpochEnds(EpochTimer timer, int iterationsPerEpoch) {
      this.timer = timer;
      this.iterationsPerEpoch = iterationsPerEpoch;
    }

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      if (round.nextIteration() == (round.epoch() + 1) * iterationsPerEpoch) {
        timer.lap();
      }
    }
  }
}
