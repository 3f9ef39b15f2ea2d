package io.clrspark.training.round.channel;

import io.clrspark.Internal;
import io.clrspark.training.average.PartialState;
import io.clrspark.training.round.WorkerResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** On the driver: where tasks get rounds from, and bring their results. */
@Internal
public interface RoundSource {

  /**
   * The round of which the worker has no result yet, as soon as there is one; none if its task has
   * to leave. From then on the worker counts as training.
   */
  CompletableFuture<Optional<Work>> next(int worker);

  /**
   * The worker's result of a round, with its state. A second one is ignored, and one of a round
   * that is over: they come from other tasks of the worker, and have the same bits.
   *
   * @param iteration the first of the round
   */
  default void deliver(int worker, int iteration, WorkerResult result) {
    deliver(
        worker,
        iteration,
        result.withoutState(),
        PartialState.of(worker, result.state(), result.examples()));
  }

  /**
   * The same with a part of the average that the worker's state is in. It is ignored if another
   * part that has come has some of its workers; a worker of whose state no part has come trains
   * again.
   *
   * @param state null if it has come with another worker
   */
  void deliver(int worker, int iteration, WorkerResult result, @Nullable PartialState state);

  /** The worker no longer trains: its task has failed, or is gone. */
  void stop(int worker);
}
