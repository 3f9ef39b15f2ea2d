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
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** Workers that hang, in executors of their own. */
class RoundTimeoutTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 7);
  private static final Duration LIMIT = Duration.ofSeconds(8);
  @RegisterExtension static final LocalSpark SPARK = LocalSpark.of(LocalSpark.TWO_PROCESSES);
  private static TrainingOutcome undisturbed;

  @TempDir private Path hung;

  @BeforeAll
  static void start() {
    undisturbed = LocalSpark.with("local[2]", local -> train(trainer(SCHEDULE), local));
  }

  @Test
  void workerThatHangsOnce_isReplaced_andTheBitsAreTheSame() {
    ISchedule hangs = new Hang(SCHEDULE, hung, 1);
    undisturbed.assertSameBits(train(trainer(hangs).roundTimeout(LIMIT), SPARK.context()));
    assertThat(hung).isDirectoryContaining(file -> file.endsWith("0"));
  }

  @Test
  void workerThatHangsAgain_isNamed_andTheContextLives() {
    ClrTrainerBuilder trainer =
        trainer(new Hang(SCHEDULE, hung, 2)).averaging(Averaging.EXECUTORS).roundTimeout(LIMIT);
    assertThatThrownBy(() -> train(trainer, SPARK.context()))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot train from iteration 4: worker 1 \\(executor \\d+ on \\S+\\) has not answered"
                + " within spark\\.clr\\.roundTimeout = 8s, and so again when the round was"
                + " repeated\\. Look at that executor's log, or raise the limit\\.");
    undisturbed.assertSameBits(train(trainer(SCHEDULE), SPARK.context()));
  }

  @Test
  void taskThatAlwaysFails_isNoMatterOfTime_andTheContextLives() {
    assertThatThrownBy(() -> train(trainer(new Fail()).roundTimeout(LIMIT), SPARK.context()))
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

  private static ClrTrainerBuilder trainer(ISchedule schedule) {
    return ClrTrainer.builder(schedule).workers(3).batchSize(16).averagingFrequency(2).epochs(2);
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
