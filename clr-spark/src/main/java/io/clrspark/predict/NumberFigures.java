package io.clrspark.predict;

import io.clrspark.Internal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The errors of predicted numbers.
 *
 * @param rows how many rows were predicted
 * @param names the name of each number that the network gives
 * @param outputs the errors of each
 */
@Internal
public record NumberFigures(long rows, List<String> names, List<Output> outputs)
    implements Figures {

  /** {@code mae}, {@code rmse} and {@code r2}; of several numbers {@code mae_NAME} and so on. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      String of = outputs.size() == 1 ? "" : "_" + names.get(i);
      metrics.put("mae" + of, outputs.get(i).mae());
      metrics.put("rmse" + of, outputs.get(i).rmse());
      metrics.put("r2" + of, outputs.get(i).r2());
    }
    metrics.values().removeIf(value -> value.isNaN());
    return metrics;
  }

  /**
   * The errors of one number.
   *
   * @param mae the mean of the absolute error
   * @param rmse the root of the mean square of the error
   * @param r2 the share of the labels' variance that is predicted, 1 - SSE/SST; NaN if all labels
   *     are the same
   */
  public record Output(double mae, double rmse, double r2) {}
}
