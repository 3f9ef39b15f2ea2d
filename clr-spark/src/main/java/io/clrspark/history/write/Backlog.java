package io.clrspark.history.write;

import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RowBuffer;
import io.clrspark.history.log.RunRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A thread-safe queue of what was recorded and is not written yet. The training adds at one end.
 * The one writer reads at the other end and removes what it has written, so that a failed write
 * loses nothing. The number of rows is limited: rows beyond the limit are dropped and counted.
 */
final class Backlog {

  private final int segmentRows;
  private final int heldRows;
  private final Deque<RowBuffer> full = new ArrayDeque<>();
  private final List<EvaluationRow> evaluations = new ArrayList<>();
  private final Deque<List<EvaluationRow>> sealedEvaluations = new ArrayDeque<>();
  private final Deque<RunRecord> records = new ArrayDeque<>();
  private RowBuffer filling = new RowBuffer();
  private int held;
  private long dropped;

  Backlog(WriteLimits limits) {
    this.segmentRows = limits.segmentRows();
    this.heldRows = limits.heldRows();
  }

  /** Adds rows. True if there is a full segment to write. */
  synchronized boolean addRows(List<HistoryRow> rows) {
    for (HistoryRow row : rows) {
      add(row);
    }
    return !full.isEmpty();
  }

  private void add(HistoryRow row) {
    if (held >= heldRows) {
      dropped++;
      return;
    }
    filling.add(row);
    held++;
    if (filling.size() >= segmentRows) {
      sealRows();
    }
  }

  synchronized void add(EvaluationRow row) {
    evaluations.add(row);
  }

  synchronized void add(RunRecord record) {
    records.add(record);
  }

  /** Closes the current segments of rows and evaluations, however small they are. */
  synchronized void seal() {
    if (filling.size() > 0) {
      sealRows();
    }
    if (!evaluations.isEmpty()) {
      sealedEvaluations.add(List.copyOf(evaluations));
      evaluations.clear();
    }
  }

  /** The oldest segment's rows. */
  synchronized Optional<RowBuffer> rows() {
    return Optional.ofNullable(full.peek());
  }

  synchronized void rowsWritten() {
    held -= full.remove().size();
  }

  /** The oldest segment's evaluations. */
  synchronized Optional<List<EvaluationRow>> evaluations() {
    return Optional.ofNullable(sealedEvaluations.peek());
  }

  synchronized void evaluationsWritten() {
    sealedEvaluations.remove();
  }

  synchronized Optional<RunRecord> record() {
    return Optional.ofNullable(records.peek());
  }

  synchronized void recordWritten() {
    records.remove();
  }

  /** Whether there is something to write before the next interval. */
  synchronized boolean isUrgent() {
    return !full.isEmpty() || !records.isEmpty();
  }

  /** Whether the run's last record is here. All rows must be visible before it. */
  synchronized boolean isEnding() {
    return records.stream().anyMatch(record -> record.status().isEnd());
  }

  synchronized boolean isEmpty() {
    return held == 0 && evaluationCount() == 0 && records.isEmpty();
  }

  synchronized long dropped() {
    return dropped;
  }

  /** What is here, as a text for messages. */
  synchronized String summary() {
    return "%s history rows, %s evaluations and %s run records"
        .formatted(held, evaluationCount(), records.size());
  }

  /** Drops what is here of that iteration and later ones. */
  synchronized void rollBack(int nextIteration) {
    seal();
    full.removeIf(rows -> rows.get(0).iteration() >= nextIteration);
    sealedEvaluations.removeIf(rows -> rows.get(0).iteration() > nextIteration);
    held = full.stream().mapToInt(List::size).sum();
  }

  private int evaluationCount() {
    return evaluations.size() + sealedEvaluations.stream().mapToInt(List::size).sum();
  }

  private void sealRows() {
    full.add(filling);
    filling = new RowBuffer();
  }
}
