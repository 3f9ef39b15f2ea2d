package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;

/**
 * How the state of a round gets to the workers, and their results get back, averaged. Every
 * transport gives the same bits. A run uses one of them.
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

  /** Whether a worker has answered the round that runs, though its task has not ended. */
  default boolean hasAnswered(int worker) {
    return false;
  }

  /** Gives back the cores that it holds between two rounds. */
  default void release() {}
}
