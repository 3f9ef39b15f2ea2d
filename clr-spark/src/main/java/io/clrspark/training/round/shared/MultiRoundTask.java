package io.clrspark.training.round.shared;

import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerResult;
import io.clrspark.training.round.WorkerTraining;
import io.clrspark.training.round.channel.TaskChannel;
import io.clrspark.training.round.channel.Work;
import io.clrspark.training.round.channel.WorkerRounds;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * A task that trains one worker for several rounds. A retried task goes on with the round that
 * lacks its worker's result.
 */
final class MultiRoundTask extends AbstractFunction1<Iterator<WorkerExamples>, BoxedUnit>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTraining training;
  private final RoundWorkers present;
  private final long exchangeId;
  private final boolean isHere;

  /**
   * @param present the workers of each of the rounds
   * @param isHere whether the task runs in the driver's process
   */
  MultiRoundTask(WorkerTraining training, RoundWorkers present, long exchangeId, boolean isHere) {
    this.training = training;
    this.present = present;
    this.exchangeId = exchangeId;
    this.isHere = isHere;
  }

  @Override
  public BoxedUnit apply(Iterator<WorkerExamples> partition) {
    TaskContext task = TaskContext.get();
    ComputeThreads.set(task.cpus());
    WorkerExamples examples = partition.next();
    rounds(task).ifPresent(rounds -> stay(rounds, task.partitionId(), examples));
    return BoxedUnit.UNIT;
  }

  private Optional<WorkerRounds> rounds(TaskContext task) {
    return isHere
        ? RoundExchange.find(exchangeId).map(found -> new LocalRounds(found, task.partitionId()))
        : TaskChannel.open(task, exchangeId, training.id(), present);
  }

  private void stay(WorkerRounds rounds, int worker, WorkerExamples examples) {
    try (rounds) {
      Optional<Work> next = rounds.next(null);
      while (next.isPresent()) {
        Work work = next.get();
        WorkerResult done = training.train(worker, examples, work.state(), work.round());
        next = rounds.next(done);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two rounds", e);
    }
  }
}
