package io.clrspark.training.observer;

import io.clrspark.history.log.HistoryRow;
import java.util.List;
import java.util.Set;

/**
 * A finished round.
 *
 * @param round zero-based number of the round in the run
 * @param epoch zero-based epoch it belongs to
 * @param firstIteration global iteration of its first update
 * @param nextIteration global iteration that the next round starts with
 * @param lr rate of its last update
 * @param loss mean loss of its last update over the workers in the average, weighted by examples
 * @param accuracy the same mean of the accuracy; NaN if the network is no classifier
 * @param seconds from the broadcast of the parameters to their average
 */
public record RoundSummary(
    int round,
    int epoch,
    int firstIteration,
    int nextIteration,
    double lr,
    double loss,
    double accuracy,
    double seconds) {
  /**
   * The summary of a round's rows, which are ordered by iteration.
   *
   * @param excluded workers that are not in the average, the loss and the accuracy
   */
  public static RoundSummary of(List<HistoryRow> rows, Set<Integer> excluded, double seconds) {
    HistoryRow first = rows.get(0);
    HistoryRow end = rows.get(rows.size() - 1);
    List<HistoryRow> sound =
        excluded.isEmpty()
            ? rows
            : rows.stream().filter(row -> !excluded.contains(row.worker())).toList();
    HistoryRow last = sound.get(sound.size() - 1);
    double loss = 0;
    double accuracy = 0;
    long examples = 0;
    for (HistoryRow row : sound) {
      if (row.iteration() == last.iteration()) {
        loss += row.loss() * row.examples();
        accuracy += (row.accuracy() == null ? Double.NaN : row.accuracy()) * row.examples();
        examples += row.examples();
      }
    }
    return new RoundSummary(
        first.round(),
        first.epoch(),
        first.iteration(),
        end.iteration() + 1,
        end.lr(),
        loss / examples,
        accuracy / examples,
        seconds);
  }
}
