package io.clrspark.ml.predict;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a model adds, in this order, each if its name is not empty.
 *
 * @param raw the network's output, a vector; one number per class
 * @param probability the same as probabilities, a vector
 * @param prediction the class number, or the number that is predicted
 * @param classes how many classes there are; 0 if a number is predicted
 * @param thresholds what each class's probability is divided by before the largest decides; null
 *     for none
 */
@Internal
public record OutputColumns(
    String raw,
    String probability,
    String prediction,
    int classes,
    @Nullable List<Double> thresholds)
    implements Serializable {

  /** The column of a predicted number alone. */
  public static OutputColumns ofNumber(String prediction) {
    return new OutputColumns("", "", prediction, 0, null);
  }

  /** How many columns are added. */
  int count() {
    return (raw.isEmpty() ? 0 : 1)
        + (probability.isEmpty() ? 0 : 1)
        + (prediction.isEmpty() ? 0 : 1);
  }
}
