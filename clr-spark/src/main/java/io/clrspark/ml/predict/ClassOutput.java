package io.clrspark.ml.predict;

import io.clrspark.Internal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a classifier's output for one row means. */
@Internal
public final class ClassOutput {

  private ClassOutput() {}

  /**
   * A number per class: the output itself, or of one unit for two classes, 1 - output and output.
   */
  public static double[] raw(double[] output) {
    return output.length == 1 ? new double[] {1 - output[0], output[0]} : output;
  }

  /** Probabilities: the numbers divided by their sum, unless they are probabilities already. */
  public static double[] probability(double[] raw) {
    double sum = 0;
    for (double value : raw) {
      sum += value;
    }
    double[] probability = raw.clone();
    if (sum > 0 && Math.abs(sum - 1) > 1e-5) {
      for (int i = 0; i < probability.length; i++) {
        probability[i] /= sum;
      }
    }
    return probability;
  }

  /**
   * The class of the largest probability, after division by its threshold; the first of equals. NaN
   * where the output is.
   *
   * @param thresholds one per class, or null for none
   */
  public static double prediction(double[] probability, @Nullable List<Double> thresholds) {
    if (Double.isNaN(probability[0])) {
      return Double.NaN;
    }
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probability.length; i++) {
      double scaled = thresholds == null ? probability[i] : probability[i] / thresholds.get(i);
      if (scaled > most) {
        most = scaled;
        best = i;
      }
    }
    return best;
  }
}
