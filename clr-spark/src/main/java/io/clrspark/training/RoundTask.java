package io.clrspark.training;

import io.clrspark.training.data.MemoryBounds;
import io.clrspark.training.data.Minibatch;
import io.clrspark.training.data.Mix;
import io.clrspark.training.data.WorkerExamples;
import io.clrspark.training.replica.ComputeThreads;
import io.clrspark.training.replica.NetworkState;
import io.clrspark.training.replica.Replica;
import io.clrspark.training.replica.ReplicaPool;
import io.clrspark.training.replica.UpdateRows;
import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * One worker's part of a round. A retried or speculative copy of the task computes the same bits.
 */
final class RoundTask extends AbstractFunction2<TaskContext, Iterator<WorkerExamples>, WorkerResult>
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long RANDOM = 3;

  private final Broadcast<ReplicaPool> replicas;
  private final Broadcast<byte[]> schedule;
  private final RoundState state;
  private final RoundInput round;
  private final TrainerOptions options;

  RoundTask(
      Broadcast<ReplicaPool> replicas,
      Broadcast<byte[]> schedule,
      RoundState state,
      RoundInput round,
      TrainerOptions options) {
    this.replicas = replicas;
    this.schedule = schedule;
    this.state = state;
    this.round = round;
    this.options = options;
  }

  @Override
  public WorkerResult apply(TaskContext context, Iterator<WorkerExamples> partition) {
    return run(context, partition.next());
  }

  /** Trains the worker whose partition the task is for. */
  WorkerResult run(TaskContext context, WorkerExamples examples) {
    try {
      ComputeThreads.set(context.cpus());
      int worker = context.partitionId();
      Replica replica = replicas.value().borrow(schedule.id(), schedule.value());
      replica.load(state.value(), round.firstIteration(), round.epoch());
      Nd4j.getRandom().setSeed(Mix.seed(options.seed(), RANDOM, round.firstIteration(), worker));
      WorkerResult result = train(replica, examples, worker, context.taskAttemptId());
      replicas.value().giveBack(replica);
      return result;
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  private WorkerResult train(Replica replica, WorkerExamples examples, int worker, long attempt) {
    int[] order = examples.order(options.shuffle(), options.seed(), round.epoch(), worker);
    UpdateRows rows = new UpdateRows();
    long used = 0;
    for (int m = 0; m < round.minibatches(); m++) {
      int index = round.firstMinibatch() + m;
      if ((long) index * options.batchSize() >= examples.count()) {
        break;
      }
      try (Minibatch batch = examples.minibatch(order, index, options.batchSize())) {
        replica.train(batch, rows);
        used += batch.examples();
      }
    }
    NetworkState end = replica.state(options.updaterState() == UpdaterState.AVERAGE);
    return new WorkerResult(
        state.handOver(attempt, end),
        end.hasFiniteParameters(replica.type()),
        rows,
        used,
        SparkEnv.get().executorId(),
        attempt);
  }
}
