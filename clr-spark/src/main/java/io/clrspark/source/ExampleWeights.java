package io.clrspark.source;

import io.clrspark.Internal;
import java.io.Serializable;

/**
 * How much each example weighs in the loss: the weight of its row times that of its class, divided
 * by the mean over all rows to train on, so that a learning rate means the same as without weights.
 */
@Internal
public final class ExampleWeights implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean areInRows;
  private final double[] ofClasses;
  private final double mean;

  private ExampleWeights(boolean areInRows, double[] ofClasses, double mean) {
    this.areInRows = areInRows;
    this.ofClasses = ofClasses.clone();
    this.mean = mean;
  }

  /**
   * Examples that have no weights.
   *
   * @param areInRows whether the last of a row's labels is a weight, which is dropped
   */
  public static ExampleWeights none(boolean areInRows) {
    return new ExampleWeights(areInRows, new double[0], 0);
  }

  /**
   * Examples that have weights.
   *
   * @param areInRows whether the last of a row's labels is a weight
   * @param ofClasses the weight of each class; empty if classes weigh the same
   * @param mean the mean of the products, > 0
   */
  public static ExampleWeights of(boolean areInRows, double[] ofClasses, double mean) {
    return new ExampleWeights(areInRows, ofClasses, mean);
  }

  /** Whether examples have weights. */
  boolean areKept() {
    return mean > 0;
  }

  /**
   * The weight of an example; 1 if it has none.
   *
   * @param labels the row's labels, which lose the weight in them
   */
  double take(NumberBuffer labels) {
    double weight = 1;
    if (areInRows) {
      weight = labels.get(labels.size() - 1);
      labels.truncate(labels.size() - 1);
    }
    if (!areKept()) {
      return 1;
    }
    if (ofClasses.length > 0) {
      weight *= ofClasses[(int) labels.get(0)];
    }
    return weight / mean;
  }
}
