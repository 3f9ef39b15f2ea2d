package io.clrspark.training.round;

import io.clrspark.Internal;
import java.io.Serializable;

/** Loss and right answers over held-out examples. */
@Internal
public final class EvaluationSum implements Serializable {

  private static final long serialVersionUID = 1L;

  private double weightedLoss;
  private long right;
  private long counted;
  private long examples;

  public void add(double loss, long batchRight, long batchCounted, long batchExamples) {
    weightedLoss += loss * batchExamples;
    right += batchRight;
    counted += batchCounted;
    examples += batchExamples;
  }

  public void add(EvaluationSum other) {
    weightedLoss += other.weightedLoss;
    right += other.right;
    counted += other.counted;
    examples += other.examples;
  }

  /** The mean loss, weighted by examples. */
  public double loss() {
    return weightedLoss / examples;
  }

  /** The share of right answers; NaN where the network is no classifier. */
  public double accuracy() {
    return counted == 0 ? Double.NaN : (double) right / counted;
  }

  public long examples() {
    return examples;
  }
}
