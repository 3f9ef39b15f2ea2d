package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.UpdateRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The average that a round ended with, and what each worker reported; null where it had no data.
 */
@Internal
public final class RoundResult {

  private final NetworkState average;
  private final @Nullable WorkerResult[] workers;
  private final Set<Integer> excluded;

  public RoundResult(NetworkState average, @Nullable WorkerResult[] workers) {
    this(average, workers, Set.of());
  }

  private RoundResult(
      NetworkState average, @Nullable WorkerResult[] workers, Set<Integer> excluded) {
    this.average = average;
    this.workers = workers;
    this.excluded = excluded;
  }

  public NetworkState average() {
    return average;
  }

  /** The largest number of updates that any worker made. */
  public int updates() {
    int most = 0;
    for (WorkerResult worker : workers) {
      most = worker == null ? most : Math.max(most, worker.rows().size());
    }
    return most;
  }

  /** The workers whose numbers are NaN or infinite. */
  public List<NonFinite> nonFinite(int firstIteration) {
    List<NonFinite> wrong = new ArrayList<>();
    for (int worker = 0; worker < workers.length; worker++) {
      WorkerResult result = workers[worker];
      int update = result == null ? -1 : result.nonFiniteUpdate();
      if (result != null && update >= 0) {
        wrong.add(
            new NonFinite(
                worker,
                firstIteration + update,
                result.rows().rate(update),
                result.rows().loss(update),
                result.examples()));
      }
    }
    return wrong;
  }

  /** How many workers had data. */
  public int present() {
    return (int) Arrays.stream(workers).filter(Objects::nonNull).count();
  }

  /** These workers' reports with the average of another run of the round, without some of them. */
  public RoundResult withAverageOf(RoundResult other, Set<Integer> without) {
    return new RoundResult(other.average, workers, without);
  }

  /** The workers that are not in the average. */
  public Set<Integer> excluded() {
    return excluded;
  }

  /** A row for each update of each worker, ordered by iteration, then worker. */
  public List<HistoryRow> rows(int firstIteration, int epoch, int round) {
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
