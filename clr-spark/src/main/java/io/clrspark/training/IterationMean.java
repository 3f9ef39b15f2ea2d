package io.clrspark.training;

import io.clrspark.history.HistoryRow;
import java.util.List;

/**
 * The mean over the workers of one iteration, weighted by examples.
 *
 * @param accuracy NaN where the network is no classifier
 */
record IterationMean(double lr, double loss, double accuracy) {

  static IterationMean of(List<HistoryRow> rows, int iteration) {
    double lr = Double.NaN;
    double loss = 0;
    double accuracy = 0;
    long examples = 0;
    for (HistoryRow row : rows) {
      if (row.iteration() == iteration) {
        lr = row.lr();
        loss += row.loss() * row.examples();
        accuracy += (row.accuracy() == null ? Double.NaN : row.accuracy()) * row.examples();
        examples += row.examples();
      }
    }
    return new IterationMean(lr, loss / examples, accuracy / examples);
  }
}
