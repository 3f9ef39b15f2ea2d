package io.clrspark.training.round.shuffle;

import io.clrspark.network.NetworkState;
import io.clrspark.training.round.WorkerResult;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One worker's part of one slice of the state, on its way to the executor that averages it. */
final class SlicePart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int worker;
  private final NetworkState state;
  private final long examples;
  private final @Nullable WorkerResult result;

  /**
   * @param state that slice of parameters and updater state
   * @param examples the worker's weight
   * @param result with the first slice, what the worker reported; null with the others
   */
  SlicePart(int worker, NetworkState state, long examples, @Nullable WorkerResult result) {
    this.worker = worker;
    this.state = state;
    this.examples = examples;
    this.result = result;
  }

  int worker() {
    return worker;
  }

  NetworkState state() {
    return state;
  }

  long examples() {
    return examples;
  }

  @Nullable WorkerResult result() {
    return result;
  }
}
