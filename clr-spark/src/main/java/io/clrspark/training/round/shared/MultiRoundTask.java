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
 * A task that trains one worker for several rounds, in the driver's process. A retried task goes on
 * with the round that lacks its worker's result.
 */
final class MultiRoundTask extends AbstractFunction1<Iterator<WorkerExamples>, BoxedUnit>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final WorkerTraining training;
  private final long exchangeId;

  MultiRoundTask(WorkerTraining training, RoundExchange exchange) {
    this.training = training;
    this.exchangeId = exchange.id();
  }

  @Override
  public BoxedUnit apply(Iterator<WorkerExamples> partition) {
    TaskContext context = TaskContext.get();
    ComputeThreads.set(context.cpus());
    WorkerExamples examples = partition.next();
    RoundExchange.find(exchangeId)
        .ifPresent(exchange -> stay(exchange, context.partitionId(), examples));
    return BoxedUnit.UNIT;
  }

  private void stay(RoundExchange exchange, int worker, WorkerExamples examples) {
    for (var round = next(exchange, worker); round.isPresent(); round = next(exchange, worker)) {
      RoundExchange.Work work = round.get();
      try {
        exchange.deliver(worker, training.train(worker, examples, work.state(), work.round()));
      } finally {
        exchange.stop(worker);
      }
    }
  }

  private static Optional<RoundExchange.Work> next(RoundExchange exchange, int worker) {
    try {
      return exchange.awaitWork(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two rounds", e);
    }
  }
}
