package io.clrspark.training.round.channel;

import io.clrspark.Internal;
import io.clrspark.training.round.WorkerResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In a task: the rounds of its worker. Close it when the worker trains no more. */
@Internal
public interface WorkerRounds extends AutoCloseable {

  /**
   * Waits for a round to make; none if the task has to leave.
   *
   * @param done the result of the round that the call before gave; null in a task's first call
   */
  Optional<Work> next(@Nullable WorkerResult done) throws InterruptedException;

  @Override
  void close();
}
