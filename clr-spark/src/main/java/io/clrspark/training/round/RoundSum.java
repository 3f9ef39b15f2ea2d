package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.training.average.AveragingTree;
import io.clrspark.training.average.PartialState;
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

  /**
   * Adds what a worker reports apart from its state.
   *
   * @param state what has come with it of the average; null if nothing
   */
  public void add(int worker, WorkerResult result, @Nullable PartialState state) {
    if (state != null) {
      average.add(state);
    }
    results[worker] = result;
  }

  /** When all have come. */
  public RoundResult result() {
    return new RoundResult(average.average(), results);
  }
}
