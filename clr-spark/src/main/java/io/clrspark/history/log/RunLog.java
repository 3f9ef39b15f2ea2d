package io.clrspark.history.log;

import io.clrspark.ClrException;
import java.util.List;

/**
 * The log that a run writes its history to. Each run has one log, and each log one writer. Rows are
 * added on the driver, each once.
 *
 * <p>Only {@link #rollBack} throws because something could not be written: a failing history never
 * ends a run. {@link #problems()} and the log of the process say what was not written.
 */
public interface RunLog extends AutoCloseable {

  /** Adds rows, of any workers, to the {@code history} table. */
  void rows(List<HistoryRow> rows);

  /** Adds a row to the {@code evaluations} table. */
  void evaluation(EvaluationRow row);

  /** Adds a record of the run. */
  void event(RunRecord record);

  /**
   * Drops the rows of that iteration and later ones, and the evaluations after more updates than
   * that. There must have been a {@link #flush()} between the rows that stay and those that go.
   *
   * @throws ClrException if the file system does not answer, so that it is not known what was
   *     written
   */
  void rollBack(int nextIteration);

  /**
   * Makes everything added so far visible to readers. Returns when that is done, has failed or has
   * taken too long. No segment has rows from both before and after a call. Each call may make a
   * segment: call it once per epoch or checkpoint, not once per round.
   *
   * @return whether all of it is visible
   */
  boolean flush();

  /** What could not be written so far, one line per problem; empty if all is well. */
  List<String> problems();

  /** Writes what is left and releases everything. Further calls do nothing. */
  @Override
  void close();
}
