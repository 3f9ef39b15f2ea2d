package io.clrspark.training.job;

import io.clrspark.Internal;
import io.clrspark.examples.load.EvaluationData;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.ReplicaPool;
import io.clrspark.training.round.EvaluationSum;
import io.clrspark.training.round.EvaluationTask;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundTransport;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerTraining;
import io.clrspark.training.round.shared.SharedJobTransport;
import io.clrspark.training.round.shuffle.ShuffleTransport;
import io.clrspark.training.round.timeout.RoundTimeout;
import io.clrspark.training.settings.TrainerSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.ISchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds as Spark jobs and keeps the broadcasts they need; destroys all of them when closed.
 */
@Internal
public final class RoundRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);
  private static final int CANCEL_SECONDS = 10; // more than Spark takes

  private final JavaSparkContext spark;
  private final TrainingData data;
  private final TrainerSettings settings;
  private final DataType type;
  private final RoundTimeout timeout;
  private final Broadcast<ReplicaPool> replicas;
  private final String run;
  private ISchedule rates;
  private Broadcast<byte[]> schedule;
  private volatile @Nullable RoundTransport transport; // the time limit asks it too

  public RoundRunner(
      TrainingData data,
      TrainerSettings settings,
      DataType type,
      ReplicaPool replicas,
      ISchedule schedule) {
    this.spark = JavaSparkContext.fromSparkContext(data.workers().context());
    this.data = data;
    this.settings = settings;
    this.type = type;
    this.timeout =
        RoundTimeout.of(
            spark.sc(), settings.roundTimeout().orElse(Duration.ZERO), data.workers().id());
    this.replicas = spark.broadcast(replicas);
    this.run = String.valueOf(spark.getLocalProperty(JobGroup.DESCRIPTION));
    this.rates = schedule;
    this.schedule = spark.broadcast(SerializationUtils.serialize(schedule));
  }

  /** From the next round on the workers follow another schedule. */
  public void reschedule(ISchedule changed) {
    release();
    rates = changed;
    Broadcast<byte[]> before = schedule;
    schedule = spark.broadcast(SerializationUtils.serialize(changed));
    before.destroy();
  }

  /** What Spark's UI says of the jobs that follow. */
  private void describe(String what) {
    spark.setLocalProperty(JobGroup.DESCRIPTION, run + ": " + what);
  }

  /** Runs a round, with those workers that still have data in the epoch and are not excluded. */
  public RoundResult run(NetworkState state, RoundInput round, Set<Integer> excluded) {
    return within(
        "train from iteration " + round.firstIteration(), () -> attempt(state, round, excluded));
  }

  private <T> T within(String what, Supplier<T> round) {
    return timeout.within(what, round, this::hasAnswered, this::release);
  }

  private boolean hasAnswered(int worker) {
    RoundTransport now = transport;
    return now != null && now.hasAnswered(worker);
  }

  private RoundResult attempt(NetworkState state, RoundInput round, Set<Integer> excluded) {
    RoundTransport chosen = transport == null ? transport(state) : transport;
    transport = chosen;
    describe(round.text() + ", rate " + rates.valueAt(round.firstIteration(), round.epoch()));
    RoundWorkers present = RoundWorkers.of(data, settings, round, type).without(excluded);
    return chosen.run(new WorkerTraining(replicas, schedule, settings), state, round, present);
  }

  /** The way that costs least for states of that size; the result has the same bits by each. */
  private RoundTransport transport(NetworkState state) {
    long bytes = (long) state.parameters().length + state.updater().length;
    int workers = settings.workers();
    boolean haveAllExamples = data.examples() >= workers; // a shuffle has a task for each worker
    if (haveAllExamples
        && ShuffleTransport.isUsed(settings.averaging(), bytes, workers, data.isHere())) {
      return new ShuffleTransport(data.workers());
    }
    return new SharedJobTransport(data.workers(), data.isHere());
  }

  private void release() {
    RoundTransport now = transport;
    if (now != null) {
      now.release();
    }
  }

  /** Scores held-out data with a state; partitions are added up in their order. */
  public EvaluationSum evaluate(
      EvaluationData heldOut, NetworkState state, int iteration, int epoch) {
    RoundInput at = new RoundInput(iteration, epoch, 0, 0);
    return within(
        "score held-out data at iteration " + iteration, () -> attempt(heldOut, state, at));
  }

  private EvaluationSum attempt(EvaluationData heldOut, NetworkState state, RoundInput at) {
    release();
    describe("scores held-out data at iteration " + at.firstIteration());
    Broadcast<NetworkState> scored = spark.broadcast(state);
    try {
      EvaluationSum sum = new EvaluationSum();
      result(
              heldOut
                  .blocks()
                  .mapPartitions(new EvaluationTask(replicas, schedule, scored, at))
                  .collectAsync())
          .forEach(sum::add);
      return sum;
    } finally {
      scored.destroy();
    }
  }

  /**
   * Waits for a job. If it is interrupted, the job is cancelled: Spark would still need the
   * broadcasts.
   */
  private static <T> T result(JavaFutureAction<T> job) {
    try {
      return job.get();
    } catch (ExecutionException e) {
      return ExceptionUtils.rethrow(e.getCause());
    } catch (InterruptedException e) {
      job.cancel(true);
      awaitCancelled(job);
      return ExceptionUtils.rethrow(e);
    }
  }

  private static void awaitCancelled(JavaFutureAction<?> job) {
    try {
      job.get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt(); // the caller's to see
    } catch (CancellationException | ExecutionException | TimeoutException e) {
      LOG.debug("After it was interrupted, a job ended so.", e);
    }
  }

  @Override
  public void close() {
    release();
    timeout.close();
    replicas.destroy();
    schedule.destroy();
  }
}
