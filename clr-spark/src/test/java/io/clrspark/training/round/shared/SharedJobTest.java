package io.clrspark.training.round.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** Rounds that share a Spark job, in the driver's process and in executors of their own. */
class SharedJobTest {

  private static final CyclicLR RATES = CyclicLR.triangular(0.001, 0.05, 7);
  private static final String HERE = "local[2]";
  private static final int ROUNDS = 40;
  private static final Semaphore STARTED = new Semaphore(0);

  @AfterEach
  void nothingIsLeft() {
    assertThat(RoundExchange.openCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "local[2], local[1]",
    "'" + LocalSpark.TWO_PROCESSES + "', 'local-cluster[1,1,1024]'"
  })
  void rounds_shareJobs_andTheBitsAreThoseOfAJobEach(String master, String ofOneTask) {
    TrainingOutcome alone = LocalSpark.with(ofOneTask, SharedJobTest::trainInAJobEach);
    LocalSpark.with(
        master,
        spark -> {
          Jobs jobs = Jobs.of(spark);
          TrainingOutcome shared = train(spark, trainer(RATES, 2));
          assertThat(jobs.started()).isLessThan(ROUNDS / 2);
          assertThat(jobs.descriptions)
              .anyMatch(
                  Pattern.compile("clr-spark run .*: epoch 0, from iteration 0, rate 0.001")
                      .asMatchPredicate());
          TrainingOutcome limited =
              train(spark, trainer(RATES, 2).roundTimeout(Duration.ofMinutes(5)));
          assertThat(jobs.started()).as("with a time limit").isLessThan(ROUNDS / 2);
          limited.assertSameBits(shared);
          alone.assertSameBits(shared);
          return null;
        });
  }

  /** Where more workers than tasks run at a time. */
  private static TrainingOutcome trainInAJobEach(JavaSparkContext spark) {
    Jobs jobs = Jobs.of(spark);
    TrainingOutcome alone = train(spark, trainer(RATES, 2));
    assertThat(jobs.started()).isGreaterThanOrEqualTo(ROUNDS);
    return alone;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2,2]", LocalSpark.TWO_PROCESSES})
  void taskThatFailsInALaterRound_isRetriedFromThere(String master) {
    TrainingOutcome undisturbed = LocalSpark.with(HERE, spark -> train(spark, trainer(RATES, 2)));
    LocalSpark.with(
        master,
        spark -> {
          Jobs jobs = Jobs.of(spark);
          Watched failing = new Watched(at -> at == 13 && TaskContext.get().attemptNumber() == 0);
          undisturbed.assertSameBits(train(spark, trainer(failing, 2)));
          assertThat(jobs.failedTasks()).isEqualTo(2);
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2,2]", LocalSpark.TWO_PROCESSES})
  void taskThatAlwaysFails_endsTheRun_withTheRoundsBeforeIt(String master) {
    LocalSpark.with(
        master,
        spark -> {
          MultiLayerNetwork network = network();
          ClrTrainer trainer = trainer(new Watched(at -> at == 13), 2).build();
          assertThatThrownBy(() -> trainer.fit(network, SampleDataSets.rdd(spark, data(), 40, 2)))
              .isInstanceOf(ClrException.class)
              .hasMessage("Cannot train from iteration 13: IllegalStateException: iteration 13");
          assertThat(network.getIterationCount()).isEqualTo(13);
          assertThat(spark.parallelize(List.of(1, 2)).count()).isEqualTo(2);
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, LocalSpark.TWO_PROCESSES})
  @Timeout(120) // a round would wait ten seconds
  void observerThatRunsJobs_hasTheCores(String master) {
    TrainingOutcome undisturbed = LocalSpark.with(HERE, spark -> train(spark, trainer(RATES, 2)));
    LocalSpark.with(
        master,
        spark -> {
          List<Long> counts = new ArrayList<>();
          TrainingObserver counting =
              new TrainingObserver() {
                @Override
                public void roundFinished(RoundSummary round, RunControl control) {
                  counts.add(spark.parallelize(List.of(1, 2, 3), 2).count());
                }
              };
          undisturbed.assertSameBits(train(spark, trainer(RATES, 2).observer(counting)));
          assertThat(counts).hasSize(ROUNDS).containsOnly(3L);
          return null;
        });
  }

  @Test
  void otherJobs_areThoseBesideTheSharedOne() {
    LocalSpark.with(
        HERE,
        spark -> {
          Jobs jobs = Jobs.of(spark);
          List<JavaFutureAction<Long>> running = new ArrayList<>();
          for (boolean hasOthers : new boolean[] {false, true}) {
            running.add(spark.parallelize(List.of(1), 1).map(SharedJobTest::wait).countAsync());
            STARTED.acquireUninterruptibly();
            jobs.settle();
            assertThat(SharedJob.hasOtherJobs(spark.sc())).isEqualTo(hasOthers);
          }
          running.forEach(job -> job.cancel(true));
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, LocalSpark.TWO_PROCESSES})
  void runsThatShareTheCores_allEnd(String master) {
    Map<String, String> fair = Map.of("spark.scheduler.mode", "FAIR");
    LocalSpark.with(
        master,
        fair,
        spark -> {
          TrainingOutcome alone = train(spark, trainer(RATES, 2));
          List<CompletableFuture<TrainingOutcome>> runs = new ArrayList<>();
          for (String pool : List.of("one", "other", "third")) {
            runs.add(
                CompletableFuture.supplyAsync(
                    () -> {
                      spark.setLocalProperty("spark.scheduler.pool", pool);
                      return train(spark, trainer(RATES, 2));
                    }));
          }
          runs.forEach(run -> run.join().assertSameBits(alone));
          return null;
        });
  }

  private static int wait(int value) throws InterruptedException {
    STARTED.release();
    Thread.sleep(Duration.ofMinutes(1).toMillis());
    return value;
  }

  private static TrainingOutcome train(JavaSparkContext spark, ClrTrainerBuilder trainer) {
    MultiLayerNetwork network = network();
    RecordedRun history =
        RecordedRun.train(trainer, network, SampleDataSets.rdd(spark, data(), 40, 2));
    return TrainingOutcome.of(network, history.rows);
  }

  private static ClrTrainerBuilder trainer(ISchedule schedule, int workers) {
    return ClrTrainer.builder(schedule)
        .workers(workers)
        .batchSize(5)
        .averagingFrequency(1)
        .iterations(ROUNDS);
  }

  private static MultiLayerNetwork network() {
    return SampleNetworks.mlp(new Adam(9), builder -> builder.dropOut(0.8));
  }

  private static DataSet data() {
    return SampleDataSets.make(160);
  }

  /** The rates, and a failure of the tasks in some iterations. */
  private static final class Watched implements ISchedule {
    private static final long serialVersionUID = 1L;
    private final SerializablePredicate fails;

    Watched(SerializablePredicate fails) {
      this.fails = fails;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      if (TaskContext.get() != null && fails.test(iteration)) {
        throw new IllegalStateException("iteration " + iteration);
      }
      return RATES.valueAt(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  private interface SerializablePredicate extends IntPredicate, Serializable {}

  /** Counts what Spark did. */
  private static final class Jobs extends SparkListener {
    private final JavaSparkContext spark;
    private final AtomicInteger jobs = new AtomicInteger();
    private final Queue<String> descriptions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    private Jobs(JavaSparkContext spark) {
      this.spark = spark;
    }

    static Jobs of(JavaSparkContext spark) {
      Jobs counted = new Jobs(spark);
      spark.sc().addSparkListener(counted);
      return counted;
    }

    /** Since it was asked last. */
    int started() {
      settle();
      return jobs.getAndSet(0);
    }

    int failedTasks() {
      settle();
      return failures.get();
    }

    private void settle() {
      try {
        spark.sc().listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      jobs.incrementAndGet();
      descriptions.add(start.properties().getProperty("spark.job.description", ""));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (!end.taskInfo().successful()) {
        failures.incrementAndGet();
      }
    }
  }
}
