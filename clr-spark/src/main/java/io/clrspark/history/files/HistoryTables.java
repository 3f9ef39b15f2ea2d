package io.clrspark.history.files;

import static io.clrspark.history.files.Column.Kind.NULLABLE;
import static io.clrspark.history.files.Column.Kind.PRESENT;
import static io.clrspark.history.files.Column.Kind.RISING;
import static io.clrspark.history.files.ColumnType.DOUBLE;
import static io.clrspark.history.files.ColumnType.INT;
import static io.clrspark.history.files.ColumnType.LONG;
import static io.clrspark.history.files.ColumnType.STRING;
import static io.clrspark.history.files.ColumnType.TIMESTAMP;

import io.clrspark.Internal;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import java.util.List;

/** The columns of the two tables of rows. */
@Internal
public final class HistoryTables {

  public static final Table<HistoryRow> HISTORY =
      new Table<>(
          HistoryLayout.HISTORY,
          List.of(
              new Column<>("iteration", INT, RISING, HistoryRow::iteration),
              new Column<>("epoch", INT, RISING, HistoryRow::epoch),
              new Column<>("round", INT, RISING, HistoryRow::round),
              new Column<>("worker", INT, PRESENT, HistoryRow::worker),
              new Column<>("lr", DOUBLE, PRESENT, HistoryRow::lr),
              new Column<>("loss", DOUBLE, PRESENT, HistoryRow::loss),
              new Column<>("accuracy", DOUBLE, NULLABLE, HistoryRow::accuracy),
              new Column<>("examples", INT, PRESENT, HistoryRow::examples),
              new Column<>("duration_ms", DOUBLE, PRESENT, HistoryRow::durationMs),
              new Column<>("executor_id", STRING, PRESENT, HistoryRow::executorId),
              new Column<>("ts", TIMESTAMP, RISING, HistoryRow::ts)),
          HistoryRow::iteration);

  public static final Table<EvaluationRow> EVALUATIONS =
      new Table<>(
          HistoryLayout.EVALUATIONS,
          List.of(
              new Column<>("iteration", INT, RISING, EvaluationRow::iteration),
              new Column<>("data_set", STRING, PRESENT, EvaluationRow::dataset),
              new Column<>("epoch", INT, RISING, EvaluationRow::epoch),
              new Column<>("lr", DOUBLE, PRESENT, EvaluationRow::lr),
              new Column<>("loss", DOUBLE, PRESENT, EvaluationRow::loss),
              new Column<>("accuracy", DOUBLE, NULLABLE, EvaluationRow::accuracy),
              new Column<>("examples", LONG, PRESENT, EvaluationRow::examples),
              new Column<>("ts", TIMESTAMP, RISING, EvaluationRow::ts)),
          EvaluationRow::iteration);

  private HistoryTables() {}
}
