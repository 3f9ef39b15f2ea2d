package io.clrspark.history.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The log of a run in the driver's memory, about 70 bytes per row: for runs without a path. {@code
 * HistoryViews.of(spark, log)} reads it, also while it is written and after it is closed. It is
 * gone with the process.
 */
public final class MemoryLog implements RunLog {

  private final String runId;
  private RowBuffer rows = new RowBuffer();
  private final List<EvaluationRow> evaluations = new ArrayList<>();
  private final List<RunRecord> records = new ArrayList<>();

  private MemoryLog(String runId) {
    this.runId = runId;
  }

  /** An empty log of the run. */
  public static MemoryLog open(String runId) {
    return new MemoryLog(runId);
  }

  @Override
  public synchronized void rows(List<HistoryRow> added) {
    added.forEach(rows::add);
  }

  @Override
  public synchronized void evaluation(EvaluationRow row) {
    evaluations.add(row);
  }

  @Override
  public synchronized void event(RunRecord record) {
    records.add(record);
  }

  @Override
  public synchronized void rollBack(int nextIteration) {
    RowBuffer kept = new RowBuffer();
    rows.stream().filter(row -> row.iteration() < nextIteration).forEach(kept::add);
    rows = kept;
    evaluations.removeIf(row -> row.iteration() > nextIteration);
  }

  /** Does nothing: rows are visible as soon as they are added. */
  @Override
  public boolean flush() {
    return true;
  }

  /** Always empty. */
  @Override
  public List<String> problems() {
    return List.of();
  }

  /** Does nothing: the log can still be read. */
  @Override
  public void close() {}

  /** Whether anything was recorded of a run. */
  public synchronized boolean isUsed() {
    return !records.isEmpty();
  }

  /** The run's id. */
  public String runId() {
    return runId;
  }

  /** A copy of the rows so far. */
  public synchronized List<HistoryRow> rows() {
    RowBuffer copy = new RowBuffer();
    copy.addAll(rows);
    return copy;
  }

  /** A copy of the evaluations so far. */
  public synchronized List<EvaluationRow> evaluations() {
    return List.copyOf(evaluations);
  }

  /** A copy of the records so far. */
  public synchronized List<RunRecord> records() {
    return List.copyOf(records);
  }
}
