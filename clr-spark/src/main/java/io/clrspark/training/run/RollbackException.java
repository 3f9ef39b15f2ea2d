package io.clrspark.training.run;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.training.round.NonFinite;
import java.util.List;

/** Ends a round after which the run goes back to its newest checkpoint. */
final class RollbackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient NonFinite cause;
  private final transient List<HistoryRow> rows;

  RollbackException(NonFinite cause, List<HistoryRow> rows) {
    super(cause.text());
    this.cause = cause;
    this.rows = rows;
  }

  NonFinite cause() {
    return cause;
  }

  /** The rows of the round. */
  List<HistoryRow> rows() {
    return rows;
  }
}
