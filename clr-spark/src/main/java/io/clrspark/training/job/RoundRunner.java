package io.clrspark.training.job;

import io.clrspark.Internal;
import io.clrspark.examples.load.EvaluationData;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.JavaBytes;
import io.clrspark.network.replica.ReplicaPool;
import io.clrspark.training.round.EvaluationSum;
import io.clrspark.training.round.EvaluationTask;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundTask;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerTraining;
import io.clrspark.training.round.driver.DriverAverage;
import io.clrspark.training.round.shared.RoundExchange;
import io.clrspark.training.round.shared.SharedJob;
import io.clrspark.training.round.shuffle.ExecutorAverage;
import io.clrspark.training.round.timeout.RoundTimeout;
import io.clrspark.training.settings.TrainerSettings;
import java.time.Duration;
import java.util.Set;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Runs rounds as Spark jobs and keeps the broadcasts they need; destroys all of them when closed.
 */
@Internal
public final class RoundRunner implements AutoCloseable {

  private final JavaSparkContext spark;
  private final TrainingData data;
  private final TrainerSettings settings;
  private final DataType type;
  private final RoundTimeout limit;
  private final Broadcast<ReplicaPool> replicas;
  private Broadcast<byte[]> schedule;
  private @Nullable SharedJob stretch;

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
    this.limit =
        RoundTimeout.of(
            spark.sc(), settings.roundTimeout().orElse(Duration.ZERO), data.workers().id());
    this.replicas = spark.broadcast(replicas);
    this.schedule = spark.broadcast(JavaBytes.of(schedule));
  }

  /** From the next round on the workers follow another schedule. */
  public void reschedule(ISchedule changed) {
    endStretch();
    Broadcast<byte[]> before = schedule;
    schedule = spark.broadcast(JavaBytes.of(changed));
    before.destroy();
  }

  /** Runs a round, with those workers that still have data in the epoch and are not excluded. */
  public RoundResult run(NetworkState state, RoundInput round, Set<Integer> excluded) {
    return limit.within(
        "train from iteration " + round.firstIteration(), () -> attempt(state, round, excluded));
  }

  private RoundResult attempt(NetworkState state, RoundInput round, Set<Integer> excluded) {
    RoundWorkers present = RoundWorkers.of(data, settings, round, type).without(excluded);
    boolean onExecutors = averagesOnExecutors(state);
    if (data.isHere() && !onExecutors) {
      return here(new RoundExchange.Start(state, round), present);
    }
    Broadcast<NetworkState> start = spark.broadcast(state);
    try {
      RoundTask task = new RoundTask(training(), start, round);
      return onExecutors
          ? ExecutorAverage.of(data.workers(), task, present, state)
          : DriverAverage.of(data.workers(), task, present);
    } finally {
      start.destroy();
    }
  }

  private WorkerTraining training() {
    return new WorkerTraining(replicas, schedule, settings);
  }

  /** A round in this process: in the job of the one before it, where that can be. */
  private RoundResult here(RoundExchange.Start round, RoundWorkers present) {
    if (stretch == null || !stretch.goesOn(present, round)) {
      endStretch();
      boolean stays = limit.isNone() && present.partitions().size() <= slots();
      stretch = SharedJob.begin(data.workers(), training(), present, round, stays);
    }
    boolean done = false;
    try {
      RoundResult result = stretch.result();
      done = true;
      return result;
    } catch (InterruptedException e) {
      throw ExceptionUtils.<RuntimeException>rethrow(e); // as Spark's own jobs throw it
    } finally {
      if (!done) {
        stretch.abandon();
        stretch = null;
      }
    }
  }

  /** How many tasks run at a time. */
  private int slots() {
    return spark
        .sc()
        .maxNumConcurrentTasks(spark.sc().resourceProfileManager().defaultResourceProfile());
  }

  private void endStretch() {
    if (stretch != null) {
      stretch.end();
      stretch = null;
    }
  }

  private boolean averagesOnExecutors(NetworkState state) {
    long bytes = (long) state.parameters().length + state.updater().length;
    return ExecutorAverage.isUsed(settings.averaging(), bytes, settings.workers(), data.isHere());
  }

  /** Scores held-out data with a state; partitions are added up in their order. */
  public EvaluationSum evaluate(
      EvaluationData heldOut, NetworkState state, int iteration, int epoch) {
    RoundInput at = new RoundInput(iteration, epoch, 0, 0);
    return limit.within(
        "score held-out data at iteration " + iteration, () -> attempt(heldOut, state, at));
  }

  private EvaluationSum attempt(EvaluationData heldOut, NetworkState state, RoundInput at) {
    endStretch(); // which has the cores
    Broadcast<NetworkState> scored = spark.broadcast(state);
    try {
      EvaluationSum sum = new EvaluationSum();
      heldOut
          .blocks()
          .mapPartitions(new EvaluationTask(replicas, schedule, scored, at))
          .collect()
          .forEach(sum::add);
      return sum;
    } finally {
      scored.destroy();
    }
  }

  @Override
  public void close() {
    endStretch();
    limit.close();
    replicas.destroy();
    schedule.destroy();
  }
}
