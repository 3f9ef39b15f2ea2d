package io.clrspark.training.round.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import scala.runtime.AbstractFunction1;

/** Rounds for tasks in executors of their own, with states that travel as blocks. */
class TaskChannelTest {

  private static final String TWO_TASKS_IN_ONE = "local-cluster[1,2,1024]";
  private static final String FOUR_TASKS_IN_EACH = "local-cluster[2,4,1024]";
  private static final int ROUNDS = 20;
  private static final CyclicLR RATES = CyclicLR.triangular(0.001, 0.05, 7);
  private static final Map<String, String> KRYO =
      Map.of("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
  private static final Map<String, String> SECURED =
      Map.of(
          "spark.authenticate", "true",
          "spark.authenticate.secret", "of-this-test",
          "spark.network.crypto.enabled", "true",
          "spark.io.encryption.enabled", "true");

  static Stream<Arguments> clusters() {
    return Stream.of(
        Arguments.of(LocalSpark.TWO_PROCESSES, Map.of(), 2, UpdaterState.AVERAGE),
        Arguments.of(LocalSpark.TWO_PROCESSES, SECURED, 2, UpdaterState.AVERAGE),
        Arguments.of(TWO_TASKS_IN_ONE, KRYO, 2, UpdaterState.RESET),
        Arguments.of(FOUR_TASKS_IN_EACH, SECURED, 8, UpdaterState.AVERAGE));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void bits_areThoseOfOneProcess_andNothingIsLeft(
      String master, Map<String, String> settings, int workers, UpdaterState updaterState) {
    TrainingOutcome here =
        LocalSpark.with("local[2]", spark -> train(spark, RATES, workers, updaterState));
    LocalSpark.with(
        master,
        settings,
        spark -> {
          here.assertSameBits(train(spark, RATES, workers, updaterState));
          assertThat(leftBehind()).isZero();
          assertThat(
                  spark
                      .parallelize(List.of(1, 2, 3, 4), 4)
                      .map(part -> StateSums.count())
                      .collect())
              .as("neighbours are in one executor")
              .allMatch(sums -> sums > ROUNDS / 2 == !master.equals(LocalSpark.TWO_PROCESSES));
          assertThat(spark.parallelize(List.of(1, 2, 3, 4), 4).map(part -> leftBehind()).collect())
              .containsOnly(0);
          return null;
        });
  }

  /** While others have trained, and wait for its state. */
  @Test
  void taskThatFails_isRetriedAlone_whereStatesAreAddedInTheExecutor() {
    TrainingOutcome here =
        LocalSpark.with("local[2]", spark -> train(spark, RATES, 4, UpdaterState.AVERAGE));
    LocalSpark.with(
        "local-cluster[1,4,1024]",
        spark -> {
          here.assertSameBits(train(spark, new FailsOnce(RATES), 4, UpdaterState.AVERAGE));
          return null;
        });
  }

  private static TrainingOutcome train(
      JavaSparkContext spark, ISchedule rates, int workers, UpdaterState updaterState) {
    MultiLayerNetwork network = network();
    ClrTrainerBuilder trainer =
        ClrTrainer.builder(rates)
            .workers(workers)
            .batchSize(10)
            .averagingFrequency(2)
            .updaterState(updaterState)
            .iterations(2 * ROUNDS);
    RecordedRun history =
        RecordedRun.train(
            trainer, network, SampleDataSets.rdd(spark, SampleDataSets.make(160), 40, 2));
    return TrainingOutcome.of(network, history.rows);
  }

  /** With a state that does not fit into a message. */
  private static MultiLayerNetwork network() {
    int units = 8000;
    return SampleNetworks.initialized(
        SampleNetworks.builder(new Adam(9))
            .list()
            .layer(SampleNetworks.tanhLayer(SampleDataSets.FEATURES, units).build())
            .layer(SampleNetworks.outputLayer(units).build())
            .build());
  }

  private static int leftBehind() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(new IsState()).size()
        + ExecutorTasks.openCount();
  }

  /** The first task of worker 1 fails in an iteration. */
  private static final class FailsOnce implements ISchedule {
    private static final long serialVersionUID = 1L;
    private final ISchedule rates;

    FailsOnce(ISchedule rates) {
      this.rates = rates;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      TaskContext task = TaskContext.get();
      if (task != null && task.partitionId() == 1 && task.attemptNumber() == 0 && iteration == 13) {
        throw new IllegalStateException("iteration " + iteration);
      }
      return rates.valueAt(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  private static final class IsState extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      return block.name().contains(DriverChannel.NAME);
    }
  }
}
