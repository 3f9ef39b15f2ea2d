package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.UpdateRows;
import java.io.Serializable;

/** What one worker's task of a round returns; the only way a row reaches the driver. */
@Internal
public final class WorkerResult implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NetworkState state;
  private final UpdateRows rows;
  private final long examples;
  private final String executor;
  private final boolean finite;

  /**
   * @param finite whether no parameter is NaN or infinite
   */
  public WorkerResult(
      NetworkState state, boolean finite, UpdateRows rows, long examples, String executor) {
    this.state = state;
    this.rows = rows;
    this.examples = examples;
    this.executor = executor;
    this.finite = finite;
  }

  /** Empty once it has gone into the average. */
  public NetworkState state() {
    return state;
  }

  /** The rows alone. */
  public WorkerResult withoutState() {
    return withState(NetworkState.NONE);
  }

  /** With a state in place of this one. */
  public WorkerResult withState(NetworkState other) {
    return new WorkerResult(other, finite, rows, examples, executor);
  }

  /** The first update whose loss is NaN or infinite; the last if only parameters are; else -1. */
  int nonFiniteUpdate() {
    for (int update = 0; update < rows.size(); update++) {
      if (!Double.isFinite(rows.loss(update))) {
        return update;
      }
    }
    return finite ? -1 : rows.size() - 1;
  }

  UpdateRows rows() {
    return rows;
  }

  /** The examples that the worker used in the round. */
  public long examples() {
    return examples;
  }

  String executor() {
    return executor;
  }
}
