package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.clrspark.Internal;
import java.util.stream.IntStream;

/**
 * Where a run stands between two rounds.
 *
 * @param firstIteration the global iteration that the run began with
 * @param iteration the global iteration that comes next
 * @param epoch the epoch that comes next or has begun
 * @param minibatch minibatches of the epoch that every worker has used
 * @param round the number of the next round
 * @param evaluated how often the evaluation frequency was reached
 * @param rollbacks how often the run went back because of numbers that were not finite
 * @param stopped whether an observer has ended the run here
 * @param rate the rate of the last update; 0 before any
 * @param loss mean loss of the last update over the workers; NaN before any
 */
@Internal
public record RunPosition(
    int firstIteration,
    int iteration,
    int epoch,
    int minibatch,
    int round,
    int evaluated,
    int rollbacks,
    @JsonSetter(nulls = Nulls.SET) boolean stopped,
    double rate,
    double loss) {

  /** Whether a count is negative, as in a damaged file. */
  boolean hasNegativeCount() {
    return IntStream.of(firstIteration, iteration, epoch, minibatch, round, evaluated, rollbacks)
        .anyMatch(count -> count < 0);
  }
}
