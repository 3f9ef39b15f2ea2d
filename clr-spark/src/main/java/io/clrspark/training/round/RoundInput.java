package io.clrspark.training.round;

import io.clrspark.Internal;
import java.io.Serializable;

/** Which updates a round makes; the same for all workers. */
@Internal
public final class RoundInput implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int firstIteration;
  private final int epoch;
  private final int firstMinibatch;
  private final int minibatches;

  /**
   * @param firstIteration the global iteration of every worker's first update in the round
   * @param firstMinibatch the index in the epoch of every worker's first minibatch in the round
   * @param minibatches the most that a worker uses in the round
   */
  public RoundInput(int firstIteration, int epoch, int firstMinibatch, int minibatches) {
    this.firstIteration = firstIteration;
    this.epoch = epoch;
    this.firstMinibatch = firstMinibatch;
    this.minibatches = minibatches;
  }

  public int firstIteration() {
    return firstIteration;
  }

  public int epoch() {
    return epoch;
  }

  public int firstMinibatch() {
    return firstMinibatch;
  }

  /** Where the round begins, for people. */
  public String text() {
    return "epoch %d, from iteration %d".formatted(epoch, firstIteration);
  }

  public int minibatches() {
    return minibatches;
  }
}
