package io.clrspark.training;

import io.clrspark.training.replica.NetworkState;
import java.io.Serializable;

/** One worker's part of one slice of the state, on its way to the executor that averages it. */
final class SlicePart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int worker;
  private final NetworkState state;
  private final WorkerResult result;

  /**
   * @param state that slice of parameters and updater state
   * @param result the worker's result without its state
   */
  SlicePart(int worker, NetworkState state, WorkerResult result) {
    this.worker = worker;
    this.state = state;
    this.result = result;
  }

  int worker() {
    return worker;
  }

  NetworkState state() {
    return state;
  }

  WorkerResult result() {
    return result;
  }
}
