package io.clrspark.training.round.timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.HangingCalls;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** Workers that hang, in executors of their own. */
class RoundTimeoutTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 7);
  private static final Duration LIMIT = Duration.ofSeconds(8);
  @RegisterExtension static final LocalSpark SPARK = LocalSpark.of(LocalSpark.TWO_PROCESSES);
  private static final int STAYING = 2; // workers that all run at a time
  private static final int IN_WAVES = 3;
  private static final Map<Integer, TrainingOutcome> UNDISTURBED = new HashMap<>();

  @TempDir private Path hung;

  @BeforeAll
  static void start() {
    LocalSpark.with(
        "local[2]",
        local -> {
          for (int workers : List.of(STAYING, IN_WAVES)) {
            UNDISTURBED.put(workers, train(trainer(SCHEDULE, workers), local));
          }
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {STAYING, IN_WAVES})
  void workerThatHangsOnce_isReplaced_andTheBitsAreTheSame(int workers) {
    ISchedule hangs = new Hang(SCHEDULE, hung, 1);
    UNDISTURBED
        .get(workers)
        .assertSameBits(train(trainer(hangs, workers).roundTimeout(LIMIT), SPARK.context()));
    assertThat(hung).isDirectoryContaining(file -> file.endsWith("0"));
  }

  @ParameterizedTest
  @CsvSource({"2, DRIVER", "3, EXECUTORS"})
  void workerThatHangsAgain_isNamed_andTheContextLives(int workers, Averaging where) {
    ClrTrainerBuilder trainer =
        trainer(new Hang(SCHEDULE, hung, 2), workers).averaging(where).roundTimeout(LIMIT);
    assertThatThrownBy(() -> train(trainer, SPARK.context()))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot train from iteration 4: worker 1 \\(executor \\d+ on \\S+\\) has not answered"
                + " within spark\\.clr\\.roundTimeout = 8s, and so again when the round was"
                + " repeated\\. Look at that executor's log, or raise the limit\\.");
    UNDISTURBED.get(workers).assertSameBits(train(trainer(SCHEDULE, workers), SPARK.context()));
  }

  /** Its job has been cancelled, and would fail in the round that follows. */
  @Test
  void roundThatEndsWhenItIsCancelled_counts_andItsTasksAreWaitedFor() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    AtomicInteger released = new AtomicInteger();
    try (RoundTimeout timeout = RoundTimeout.of(SPARK.context().sc(), Duration.ofMillis(10), 0)) {
      IntPredicate answered = worker -> true;
      JavaFutureAction<Long> other = SPARK.context().parallelize(List.of(1), 1).countAsync();
      int result =
          timeout.within("train", () -> awaitCancelled(late), answered, released::incrementAndGet);
      assertThat(result).isOne();
      assertThat(released).hasValue(1);
      assertThat(other.get()).as("a job of someone else").isOne();
      timeout.within("train", () -> 2, answered, released::incrementAndGet);
      assertThat(released).hasValue(1);
    }
  }

  private static int awaitCancelled(CountDownLatch never) {
    try {
      assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 1;
  }

  @Test
  void taskThatAlwaysFails_isNoMatterOfTime_andTheContextLives() {
    assertThatThrownBy(
            () -> train(trainer(new Fail(), IN_WAVES).roundTimeout(LIMIT), SPARK.context()))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot train from iteration 0: IllegalStateException: this one fails");
    assertThat(SPARK.context().parallelize(List.of(1, 2), 2).count()).isEqualTo(2);
  }

  private static TrainingOutcome train(ClrTrainerBuilder trainer, JavaSparkContext on) {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(9), builder -> builder.dropOut(0.8));
    JavaRDD<DataSet> data = SampleDataSets.rdd(on, SampleDataSets.make(250), 50, 2);
    RecordedRun history = RecordedRun.train(trainer, network, data);
    return TrainingOutcome.of(network, history.rows);
  }

  private static ClrTrainerBuilder trainer(ISchedule schedule, int workers) {
    return ClrTrainer.builder(schedule)
        .workers(workers)
        .batchSize(16)
        .averagingFrequency(2)
        .epochs(2);
  }

  /** A schedule whose worker 1 stops at iteration 5, the first times that it comes there. */
  private static final class Hang implements ISchedule {
    private static final long serialVersionUID = 1L;
    private final ISchedule rates;
    private final HangingCalls hangs;

    Hang(ISchedule rates, Path folder, int times) {
      this.rates = rates;
      this.hangs = new HangingCalls(folder.toString(), times);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      TaskContext task = TaskContext.get();
      if (task != null && task.partitionId() == 1 && iteration == 5) {
        hangs.hang();
      }
      return rates.valueAt(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  /** A schedule whose tasks fail. */
  private static final class Fail implements ISchedule {
    private static final long serialVersionUID = 1L;

    @Override
    public double valueAt(int iteration, int epoch) {
      if (TaskContext.get() != null) {
        throw new IllegalStateException("this one fails");
      }
      return 0.001;
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }
}
