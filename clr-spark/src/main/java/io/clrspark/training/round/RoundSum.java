package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.training.average.AveragingTree;
import org.jspecify.annotations.Nullable;

/** On the driver: a round's results as they come, each worker's once. */
@Internal
public final class RoundSum {

  private final AveragingTree average;
  private final @Nullable WorkerResult[] results;

  public RoundSum(RoundWorkers present) {
    this.average = new AveragingTree(present.flags(), present.type());
    this.results = new WorkerResult[present.flags().length];
  }

  public void add(int worker, WorkerResult result) {
    average.add(worker, result.state(), result.examples());
    results[worker] = result.withoutState();
  }

  /** When all have come. */
  public RoundResult result() {
    return new RoundResult(average.average(), results);
  }
}
