package io.clrspark.training;

import io.clrspark.training.data.EvaluationData;
import io.clrspark.training.data.TrainingData;
import io.clrspark.training.limit.RoundLimit;
import io.clrspark.training.replica.JavaBytes;
import io.clrspark.training.replica.NetworkState;
import io.clrspark.training.replica.ReplicaPool;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Runs rounds as Spark jobs and keeps the broadcasts they need; destroys all of them when closed.
 */
final class RoundRunner implements AutoCloseable {

  private final JavaSparkContext spark;
  private final TrainingData data;
  private final TrainerOptions options;
  private final DataType type;
  private final RoundLimit limit;
  private final Broadcast<ReplicaPool> replicas;
  private Broadcast<byte[]> schedule;

  RoundRunner(
      TrainingData data,
      TrainerOptions options,
      DataType type,
      ReplicaPool replicas,
      ISchedule schedule) {
    this.spark = JavaSparkContext.fromSparkContext(data.workers().context());
    this.data = data;
    this.options = options;
    this.type = type;
    this.limit = RoundLimit.of(spark.sc(), options.roundTimeout(), data.workers().id());
    this.replicas = spark.broadcast(replicas);
    this.schedule = spark.broadcast(JavaBytes.of(schedule));
  }

  /** From the next round on the workers follow another schedule. */
  void reschedule(ISchedule changed) {
    Broadcast<byte[]> before = schedule;
    schedule = spark.broadcast(JavaBytes.of(changed));
    before.destroy();
  }

  /** Runs a round, with those workers that still have data in the epoch and are not excluded. */
  RoundResult run(NetworkState state, RoundInput round, Set<Integer> excluded) {
    return limit.within(
        "train from iteration " + round.firstIteration(), () -> attempt(state, round, excluded));
  }

  private RoundResult attempt(NetworkState state, RoundInput round, Set<Integer> excluded) {
    RoundWorkers present = RoundWorkers.of(data, options, round, type).without(excluded);
    boolean onExecutors = averagesOnExecutors(state);
    try (RoundState start = RoundState.of(spark, state, data.isHere() && !onExecutors)) {
      RoundTask task = new RoundTask(replicas, schedule, start, round, options);
      return onExecutors
          ? ExecutorAverage.of(data.workers(), task, present, state)
          : DriverAverage.of(data.workers(), task, present, start);
    }
  }

  private boolean averagesOnExecutors(NetworkState state) {
    long bytes = (long) state.parameters().length + state.updater().length;
    return options.averaging().isOnExecutors(bytes, options.workers(), data.isHere());
  }

  /** Scores held-out data with a state; partitions are added up in their order. */
  EvaluationSum evaluate(EvaluationData heldOut, NetworkState state, int iteration, int epoch) {
    RoundInput at = new RoundInput(iteration, epoch, 0, 0);
    return limit.within(
        "score held-out data at iteration " + iteration, () -> attempt(heldOut, state, at));
  }

  private EvaluationSum attempt(EvaluationData heldOut, NetworkState state, RoundInput at) {
    try (RoundState scored = RoundState.of(spark, state, data.isHere())) {
      EvaluationSum sum = new EvaluationSum();
      heldOut
          .blocks()
          .mapPartitions(new EvaluationTask(replicas, schedule, scored, at))
          .collect()
          .forEach(sum::add);
      return sum;
    }
  }

  @Override
  public void close() {
    limit.close();
    replicas.destroy();
    schedule.destroy();
  }
}
