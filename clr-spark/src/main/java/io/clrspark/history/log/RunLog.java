package io.clrspark.history.log;

import io.clrspark.ClrException;
import java.util.List;

/**
 * What a run writes its history to: one log a run, one writer a log. Rows are handed over on the
 * driver and never twice.
 *
 * <p>No method but {@link #rollBack} throws because something could not be written: a run is never
 * lost to its history. What is not written is in {@link #problems()} and in the log of the process.
 */
public interface RunLog extends AutoCloseable {

  /** Adds rows, of any workers, to the {@code history} table. */
  void rows(List<HistoryRow> rows);

  /** Adds a row to the {@code evaluations} table. */
  void evaluation(EvaluationRow row);

  /** Adds a record of the run. */
  void event(RunRecord record);

  /**
   * Drops the rows of that iteration and later ones, and evaluations after that many updates, of
   * which a {@link #flush()} has been since the last that stay.
   *
   * @throws ClrException if what is written does not answer, so that it is not known what there is
   */
  void rollBack(int nextIteration);

  /**
   * Makes what was added so far visible to readers; returns when that is done, has failed, or has
   * taken too long. No segment holds rows of before and after a call. Each call may make a segment:
   * for once an epoch or checkpoint, not each round.
   *
   * @return whether all of it is visible
   */
  boolean flush();

  /** What could not be written so far, a line each; empty when all is well. */
  List<String> problems();

  /** Writes what is left and lets go of everything. More calls do nothing. */
  @Override
  void close();
}
