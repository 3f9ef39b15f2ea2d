package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** The same bits on any number of cores and processes, with retries, and under Kryo. */
class SameOnAnyClusterTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 7);
  private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

  private static TrainingOutcome twoCores;

  @BeforeAll
  static void train() {
    twoCores = LocalSpark.with("local[2]", spark -> train(spark, 4));
  }

  @Test
  void bits_oneCoreAndTwoProcesses_areTheSame() {
    twoCores.assertSameBits(LocalSpark.with("local[1]", spark -> train(spark, 4)));
    twoCores.assertSameBits(LocalSpark.with(LocalSpark.TWO_PROCESSES, spark -> train(spark, 4)));
  }

  @Test
  void bits_kryoAndSplitsAndDataSetSizes_areTheSame() {
    twoCores.assertSameBits(
        LocalSpark.with("local[2]", Map.of("spark.serializer", KRYO), spark -> train(spark, 1)));
  }

  @Test
  void bits_kryoInTwoProcessesAndAveragedThere_areTheSame() {
    Map<String, String> settings =
        Map.of("spark.serializer", KRYO, "spark.default.parallelism", "7");
    LocalSpark.with(
        LocalSpark.TWO_PROCESSES,
        settings,
        spark -> {
          twoCores.assertSameBits(train(spark, 7));
          twoCores.assertSameBits(train(onExecutors(), data(spark, 4)));
          return null;
        });
  }

  @Test
  void bits_averagedByShuffle_areTheSame() {
    twoCores.assertSameBits(
        LocalSpark.with("local[2]", spark -> train(onExecutors(), data(spark, 4))));
  }

  private static ClrTrainerBuilder onExecutors() {
    return trainer().averaging(Averaging.EXECUTORS);
  }

  @Test
  void bits_tasksThatFailOnce_areTheSame() {
    twoCores.assertSameBits(
        LocalSpark.with(
            "local[2,4]",
            spark ->
                train(
                    trainer(new FailOnce(SCHEDULE)),
                    data(spark, 4).mapPartitions(FailOnce::check))));
  }

  @Test
  void bits_speculation_areTheSame() {
    Map<String, String> speculation =
        Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "1ms",
            "spark.speculation.multiplier", "1.0",
            "spark.speculation.quantile", "0.1",
            "spark.speculation.minTaskRuntime", "0ms");
    twoCores.assertSameBits(
        LocalSpark.with(LocalSpark.TWO_PROCESSES, speculation, spark -> train(spark, 4)));
  }

  @Test
  void bits_anotherSeed_differ() {
    TrainingOutcome other =
        LocalSpark.with("local[2]", spark -> train(trainer().seed(43), data(spark, 4)));
    assertThat(twoCores.parameters()).isNotEqualTo(other.parameters());
  }

  @Test
  void data_thatComesBackDifferent_isRefused() {
    LocalSpark.with(
        "local[2]",
        spark -> {
          JavaRDD<DataSet> unstable =
              data(spark, 2)
                  .map(
                      examples -> {
                        examples.getFeatures().addi(Math.random());
                        return examples;
                      });
          assertThatThrownBy(() -> train(trainer(), unstable))
              .isInstanceOf(ClrException.class)
              .hasMessageMatching(
                  "Cannot train: partition [01] of the data came back different when it was"
                      + " computed again\\. Persist the RDD before training, or sort it, so that"
                      + " every computation gives the same examples in the same order\\.");
          assertThat(spark.parallelize(List.of(1, 2)).count()).isEqualTo(2);
          return null;
        });
  }

  private static TrainingOutcome train(JavaSparkContext spark, int partitions) {
    return train(trainer(), data(spark, partitions));
  }

  private static TrainingOutcome train(ClrTrainerBuilder trainer, JavaRDD<DataSet> data) {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(9), builder -> builder.dropOut(0.8));
    RecordedRun history = RecordedRun.train(trainer, network, data);
    return TrainingOutcome.of(network, history.rows);
  }

  private static ClrTrainerBuilder trainer() {
    return trainer(SCHEDULE);
  }

  private static ClrTrainerBuilder trainer(ISchedule schedule) {
    return ClrTrainer.builder(schedule).workers(3).batchSize(16).averagingFrequency(2).epochs(2);
  }

  private static JavaRDD<DataSet> data(JavaSparkContext spark, int partitions) {
    return SampleDataSets.rdd(spark, SampleDataSets.make(250), 100 / partitions, partitions);
  }

  /** A schedule in the middle of whose rounds every task's first attempt fails. */
  private static final class FailOnce implements ISchedule {
    private static final long serialVersionUID = 1L;
    private final ISchedule rates;

    FailOnce(ISchedule rates) {
      this.rates = rates;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      if (iteration % 2 == 1) {
        failFirstAttempt();
      }
      return rates.valueAt(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
      return this;
    }

    /** Fails the loading tasks too. */
    static Iterator<DataSet> check(Iterator<DataSet> data) {
      failFirstAttempt();
      return data;
    }

    private static void failFirstAttempt() {
      TaskContext task = TaskContext.get();
      if (task != null && task.attemptNumber() == 0) {
        throw new IllegalStateException("the first attempt fails");
      }
    }
  }
}
