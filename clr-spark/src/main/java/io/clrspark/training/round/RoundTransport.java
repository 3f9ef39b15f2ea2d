package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;

/**
 * A way of one round between the driver and the workers: what they start from goes out, their
 * results come back averaged. Every way gives the same bits. A run uses one of them.
 */
@Internal
public interface RoundTransport {

  /**
   * Runs a round.
   *
   * @param training what each worker does
   * @param start the state that all workers start from
   * @param workers those that take part
   */
  RoundResult run(
      WorkerTraining training, NetworkState start, RoundInput round, RoundWorkers workers);

  /** Gives back the cores that it holds between two rounds. */
  default void release() {}
}
