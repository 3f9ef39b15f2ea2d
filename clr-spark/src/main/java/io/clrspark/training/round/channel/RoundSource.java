package io.clrspark.training.round.channel;

import io.clrspark.Internal;
import io.clrspark.training.round.WorkerResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** On the driver: where tasks get rounds from, and bring their results. */
@Internal
public interface RoundSource {

  /**
   * The round of which the worker has no result yet, as soon as there is one; none if its task has
   * to leave. From then on the worker counts as training.
   */
  CompletableFuture<Optional<Work>> next(int worker);

  /**
   * The worker's result of a round. A second one is ignored, and one of a round that is over: they
   * come from other tasks of the worker, and have the same bits.
   *
   * @param iteration the first of the round
   */
  void deliver(int worker, int iteration, WorkerResult result);

  /** The worker no longer trains: its task has failed, or is gone. */
  void stop(int worker);
}
