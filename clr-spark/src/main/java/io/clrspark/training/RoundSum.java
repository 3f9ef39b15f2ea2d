package io.clrspark.training;

import io.clrspark.training.average.AveragingTree;
import org.jspecify.annotations.Nullable;

/** On the driver: a round's results as they come, each worker's once. */
final class RoundSum {

  private final AveragingTree average;
  private final @Nullable WorkerResult[] results;

  RoundSum(RoundWorkers present) {
    this.average = new AveragingTree(present.flags(), present.type());
    this.results = new WorkerResult[present.flags().length];
  }

  void add(int worker, WorkerResult result) {
    average.add(worker, result.state(), result.examples());
    results[worker] = result.withoutState();
  }

  /** When all have come. */
  RoundResult result() {
    return new RoundResult(average.average(), results);
  }
}
