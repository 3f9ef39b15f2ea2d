package io.clrspark.training;

import io.clrspark.history.HistoryRow;
import io.clrspark.training.replica.NetworkState;
import io.clrspark.training.replica.UpdateRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The average that a round ended with, and what each worker reported; null where it had no data.
 */
final class RoundResult {

  private final NetworkState average;
  private final @Nullable WorkerResult[] workers;

  RoundResult(NetworkState average, @Nullable WorkerResult[] workers) {
    this.average = average;
    this.workers = workers;
  }

  NetworkState average() {
    return average;
  }

  /** The largest number of updates that any worker made. */
  int updates() {
    int most = 0;
    for (WorkerResult worker : workers) {
      most = worker == null ? most : Math.max(most, worker.rows().size());
    }
    return most;
  }

  /** A row for each update of each worker, ordered by iteration, then worker. */
  List<HistoryRow> rows(int firstIteration, int epoch, int round) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int update = 0; update < updates(); update++) {
      for (int worker = 0; worker < workers.length; worker++) {
        WorkerResult result = workers[worker];
        if (result != null && update < result.rows().size()) {
          rows.add(row(firstIteration + update, epoch, round, worker, result, update));
        }
      }
    }
    return rows;
  }

  private static HistoryRow row(
      int iteration, int epoch, int round, int worker, WorkerResult result, int update) {
    UpdateRows rows = result.rows();
    double accuracy = rows.accuracy(update);
    return new HistoryRow(
        iteration,
        epoch,
        round,
        worker,
        rows.rate(update),
        rows.loss(update),
        Double.isNaN(accuracy) ? null : accuracy,
        rows.examples(update),
        rows.milliseconds(update),
        result.executor(),
        Instant.EPOCH.plus(rows.timestamp(update), ChronoUnit.MICROS));
  }
}
