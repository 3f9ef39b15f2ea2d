package io.clrspark.training;

import io.clrspark.training.replica.NetworkState;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * The state that all workers of a round start from, and the way of theirs back: a broadcast, and
 * the tasks' results; or memory, where the tasks run in the driver's process. The driver closes it.
 */
final class RoundState implements Serializable, AutoCloseable {

  private static final long serialVersionUID = 1L;

  private final @Nullable Broadcast<NetworkState> broadcast;
  private final long exchange;

  private RoundState(@Nullable Broadcast<NetworkState> broadcast, long exchange) {
    this.broadcast = broadcast;
    this.exchange = exchange;
  }

  /**
   * @param isHere whether the tasks run in this process
   */
  static RoundState of(JavaSparkContext spark, NetworkState state, boolean isHere) {
    return isHere
        ? new RoundState(null, Exchange.open(state).id())
        : new RoundState(spark.broadcast(state), 0);
  }

  /** In a task: the state. */
  NetworkState value() {
    return broadcast == null ? exchange().input() : broadcast.value();
  }

  /** In a task: what its result has to carry of the state it ends with. */
  NetworkState handOver(long attempt, NetworkState result) {
    if (broadcast != null) {
      return result;
    }
    exchange().leave(attempt, result);
    return NetworkState.NONE;
  }

  /** On the driver: the state that a task's result stands for. */
  NetworkState received(WorkerResult result) {
    if (broadcast != null) {
      return result.state();
    }
    NetworkState state = exchange().take(result.attempt());
    if (state == null) {
      throw new IllegalStateException("a worker's state is missing");
    }
    return state;
  }

  private Exchange exchange() {
    Exchange found = Exchange.find(exchange);
    if (found == null) {
      throw new IllegalStateException("the round is over");
    }
    return found;
  }

  @Override
  public void close() {
    if (broadcast != null) {
      broadcast.destroy();
    } else {
      exchange().close();
    }
  }
}
