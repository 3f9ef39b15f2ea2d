package io.clrspark.training.round.shared;

import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.training.round.WorkerTraining;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * One worker's part of several rounds, in the driver's process. A retried task goes on with the
 * round that its worker has not answered.
 */
final class MultiRoundTask extends AbstractFunction1<Iterator<WorkerExamples>, BoxedUnit>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTraining training;
  private final long meetingId;

  MultiRoundTask(WorkerTraining training, RoundExchange meeting) {
    this.training = training;
    this.meetingId = meeting.id();
  }

  @Override
  public BoxedUnit apply(Iterator<WorkerExamples> partition) {
    TaskContext context = TaskContext.get();
    ComputeThreads.set(context.cpus());
    WorkerExamples examples = partition.next();
    RoundExchange.find(meetingId)
        .ifPresent(meeting -> stay(meeting, context.partitionId(), examples));
    return BoxedUnit.UNIT;
  }

  private void stay(RoundExchange meeting, int worker, WorkerExamples examples) {
    for (var round = next(meeting, worker); round.isPresent(); round = next(meeting, worker)) {
      RoundExchange.Start start = round.get();
      try {
        meeting.answer(worker, training.train(worker, examples, start.state(), start.round()));
      } finally {
        meeting.stop(worker);
      }
    }
  }

  private static Optional<RoundExchange.Start> next(RoundExchange meeting, int worker) {
    try {
      return meeting.next(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two rounds", e);
    }
  }
}
