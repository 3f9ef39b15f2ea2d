package io.clrspark.history.files;

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
              Column.rising("iteration", ColumnType.INT, HistoryRow::iteration),
              Column.rising("epoch", ColumnType.INT, HistoryRow::epoch),
              Column.rising("round", ColumnType.INT, HistoryRow::round),
              Column.of("worker", ColumnType.INT, HistoryRow::worker),
              Column.of("lr", ColumnType.DOUBLE, HistoryRow::lr),
              Column.of("loss", ColumnType.DOUBLE, HistoryRow::loss),
              Column.nullable("accuracy", ColumnType.DOUBLE, HistoryRow::accuracy),
              Column.of("examples", ColumnType.INT, HistoryRow::examples),
              Column.of("duration_ms", ColumnType.DOUBLE, HistoryRow::durationMs),
              Column.of("executor_id", ColumnType.STRING, HistoryRow::executorId),
              Column.rising("ts", ColumnType.TIMESTAMP, HistoryRow::ts)),
          HistoryRow::iteration);

  public static final Table<EvaluationRow> EVALUATIONS =
      new Table<>(
          HistoryLayout.EVALUATIONS,
          List.of(
              Column.rising("iteration", ColumnType.INT, EvaluationRow::iteration),
              Column.of("data_set", ColumnType.STRING, EvaluationRow::dataset),
              Column.rising("epoch", ColumnType.INT, EvaluationRow::epoch),
              Column.of("lr", ColumnType.DOUBLE, EvaluationRow::lr),
              Column.of("loss", ColumnType.DOUBLE, EvaluationRow::loss),
              Column.nullable("accuracy", ColumnType.DOUBLE, EvaluationRow::accuracy),
              Column.of("examples", ColumnType.LONG, EvaluationRow::examples),
              Column.rising("ts", ColumnType.TIMESTAMP, EvaluationRow::ts)),
          EvaluationRow::iteration);

  private HistoryTables() {}
}
