package io.clrspark.training.round.shared;

import io.clrspark.training.round.WorkerResult;
import io.clrspark.training.round.channel.RoundSource;
import io.clrspark.training.round.channel.Work;
import io.clrspark.training.round.channel.WorkerRounds;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The rounds of a task that runs in the driver's process. */
final class LocalRounds implements WorkerRounds {

  private final RoundSource source;
  private final int worker;
  private int iteration; // the first of the latest round

  LocalRounds(RoundSource source, int worker) {
    this.source = source;
    this.worker = worker;
  }

  @Override
  public Optional<Work> next(@Nullable WorkerResult done) throws InterruptedException {
    if (done != null) {
      source.deliver(worker, iteration, done);
    }
    try {
      Optional<Work> next = source.next(worker).get();
      next.ifPresent(work -> iteration = work.round().firstIteration());
      return next;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    source.stop(worker);
  }
}
