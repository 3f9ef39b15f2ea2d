package io.clrspark.history.read;

import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.history.log.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Folds the records of runs into the rows of the {@code runs} view. */
final class RunStates {

  static final StructType SCHEMA =
      StructType.fromDDL(
          "run_id STRING, kind STRING, status STRING, started TIMESTAMP_LTZ, ended TIMESTAMP_LTZ,"
              + " configuration MAP<STRING, STRING>, schedule STRING, versions MAP<STRING, STRING>,"
              + " metrics MAP<STRING, DOUBLE>, message STRING, resumes INT,"
              + " resets ARRAY<STRUCT<iteration: INT, ts: TIMESTAMP_LTZ, base_lr: DOUBLE,"
              + " max_lr: DOUBLE, step_size: BIGINT, old_max_lr: DOUBLE, reason: STRING>>");

  private RunStates() {}

  /** One row per run. The records of a run must be in the order in which it wrote them. */
  static List<Row> of(List<RunRecord> records) {
    TreeMap<String, List<RunRecord>> byRun =
        records.stream()
            .collect(Collectors.groupingBy(RunRecord::runId, TreeMap::new, Collectors.toList()));
    return byRun.values().stream().map(RunStates::row).toList();
  }

  private static Row row(List<RunRecord> run) {
    RunRecord first = run.get(0);
    RunRecord state = first;
    RunSetup setup = first.setup();
    List<RunRecord> resets = new ArrayList<>();
    for (RunRecord record : run) {
      if (record.next() != null) {
        dropUndone(resets, record.next());
      }
      if (record.reset() != null) {
        resets.add(record);
      }
      state = record.status().isState() ? record : state;
      setup = isStart(record) ? record.setup() : setup;
    }
    return RowFactory.create(
        first.runId(),
        first.kind().toString(),
        state.status().toString(),
        first.ts(),
        ended(state),
        setup.configuration(),
        setup.schedule(),
        setup.versions(),
        state.metrics(),
        state.message(),
        (int) run.stream().filter(record -> record.status() == RunStatus.RESUMED).count(),
        resets.stream().map(RunStates::reset).toArray(Row[]::new));
  }

  /**
   * Drops the resets that the checkpoint of a resumed run does not contain: later ones, and resets
   * by a rollback whose checkpoint was not written before a crash. Only resets by a rollback have a
   * reason.
   */
  private static void dropUndone(List<RunRecord> resets, ResumePoint next) {
    resets.removeIf(record -> isAfter(record, next.iteration()));
    if (next.rollbacks() != null) {
      List<RunRecord> rollbacks =
          resets.stream().filter(record -> record.message() != null).toList();
      rollbacks.stream().skip(next.rollbacks()).forEach(resets::remove);
    }
  }

  private static boolean isAfter(RunRecord record, int iteration) {
    return Objects.requireNonNull(record.reset()).iteration() > iteration;
  }

  private static boolean isStart(RunRecord record) {
    return record.status() == RunStatus.STARTED || record.status() == RunStatus.RESUMED;
  }

  private static @Nullable Instant ended(RunRecord state) {
    return state.status().isEnd() ? state.ts() : null;
  }

  private static Row reset(RunRecord record) {
    RateReset reset = Objects.requireNonNull(record.reset());
    return RowFactory.create(
        reset.iteration(),
        record.ts(),
        reset.baseLr(),
        reset.maxLr(),
        reset.stepSize(),
        reset.oldMaxLr(),
        record.message());
  }
}
