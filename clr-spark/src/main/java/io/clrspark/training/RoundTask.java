package io.clrspark.training;

import io.clrspark.training.data.WorkerExamples;
import io.clrspark.training.replica.ComputeThreads;
import io.clrspark.training.replica.NetworkState;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * One worker's part of a round, on an executor. A retried or speculative copy of the task computes
 * the same bits.
 */
final class RoundTask extends AbstractFunction2<TaskContext, Iterator<WorkerExamples>, WorkerResult>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTraining training;
  private final Broadcast<NetworkState> start;
  private final RoundInput round;

  RoundTask(WorkerTraining training, Broadcast<NetworkState> start, RoundInput round) {
    this.training = training;
    this.start = start;
    this.round = round;
  }

  @Override
  public WorkerResult apply(TaskContext context, Iterator<WorkerExamples> partition) {
    return run(context, partition.next());
  }

  /** Trains the worker whose partition the task is for. */
  WorkerResult run(TaskContext context, WorkerExamples examples) {
    ComputeThreads.set(context.cpus());
    return training.train(context.partitionId(), examples, start.value(), round);
  }
}
