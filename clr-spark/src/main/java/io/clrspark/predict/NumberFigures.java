package io.clrspark.predict;

import io.clrspark.Internal;
import java.util.List;

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
