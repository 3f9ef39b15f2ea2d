package io.clrspark.training.round;

import io.clrspark.Internal;

/**
 * Where a worker's numbers went wrong in a round.
 *
 * @param worker the worker
 * @param iteration the first update with such a loss; the last one where only the parameters have
 * @param rate the rate of that update
 * @param loss its loss
 * @param examples how many the worker used in the round
 */
@Internal
public record NonFinite(int worker, int iteration, double rate, double loss, long examples) {

  /** What happened, as the start of a message. */
  public String text() {
    String what = Double.isFinite(loss) ? "parameters that are NaN or infinite" : "loss " + loss;
    return "worker " + worker + " has " + what + " at iteration " + iteration + ", rate " + rate;
  }
}
