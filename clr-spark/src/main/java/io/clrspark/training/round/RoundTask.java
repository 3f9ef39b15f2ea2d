package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.ComputeThreads;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * One worker's part of a round, on an executor. A retried or speculative copy of the task computes
 * the same bits.
 */
@Internal
public final class RoundTask
    extends AbstractFunction2<TaskContext, Iterator<WorkerExamples>, WorkerResult>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTraining training;
  private final Broadcast<NetworkState> start;
  private final RoundInput round;

  public RoundTask(WorkerTraining training, Broadcast<NetworkState> start, RoundInput round) {
    this.training = training;
    this.start = start;
    this.round = round;
  }

  @Override
  public WorkerResult apply(TaskContext context, Iterator<WorkerExamples> partition) {
    return run(context, partition.next());
  }

  /** Trains the worker whose partition the task is for. */
  public WorkerResult run(TaskContext context, WorkerExamples examples) {
    ComputeThreads.set(context.cpus());
    return training.train(context.partitionId(), examples, start.value(), round);
  }
}
