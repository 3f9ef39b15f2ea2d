package io.clrspark.report;

import static org.apache.spark.sql.functions.col;

import io.clrspark.PlainNumber;
import io.clrspark.history.HistoryViews;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the view {@code runs} says about a run.
 *
 * @param row its row; null for a run without records
 */
record RunFacts(@Nullable Row row) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static RunFacts of(HistoryViews views, String runId) {
    List<Row> rows = views.runs().where(col("run_id").equalTo(runId)).collectAsList();
    return new RunFacts(rows.isEmpty() ? null : rows.get(0));
  }

  boolean isRangeTest() {
    return row != null && row.<String>getAs("kind").equals("range_test");
  }

  /** Why the run failed; null if it did not. */
  @Nullable String message() {
    boolean failed =
        row != null && List.of("failed", "interrupted").contains(row.<String>getAs("status"));
    return failed ? row.getAs("message") : null;
  }

  Cycles cycles() {
    return row == null
        ? Cycles.of("", List.of())
        : Cycles.of(row.getAs("schedule"), row.getList(row.fieldIndex("resets")));
  }

  Map<String, String> configuration() {
    return row == null ? Map.of() : new TreeMap<>(row.getJavaMap(row.fieldIndex("configuration")));
  }

  /** The facts at the top of the page, by name. */
  Map<String, String> shown(RunExtent extent) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put(
        "iterations",
        extent.first() == 0 ? "" + (extent.last() + 1) : extent.first() + " to " + extent.last());
    if (row != null) {
      shown.put("status", row.<String>getAs("status") + " (" + row.<String>getAs("kind") + ")");
      addTimes(shown, row, extent.newest());
      addMetrics(shown, row);
      if (message() != null) {
        shown.put("message", message());
      }
    }
    return shown;
  }

  private static void addTimes(Map<String, String> shown, Row row, Instant newest) {
    Instant started = RunExtent.instant(row.getAs("started"));
    shown.put("started", text(started));
    if (row.getAs("ended") == null) {
      shown.put("not ended", "newest update " + text(newest));
    } else {
      shown.put("took", text(Duration.between(started, RunExtent.instant(row.getAs("ended")))));
    }
  }

  /**
   * The metrics that are not shown elsewhere: without iterations, a range test's suggestions and
   * the figures of each class.
   */
  private static void addMetrics(Map<String, String> shown, Row row) {
    Map<String, Double> metrics = new TreeMap<>(row.getJavaMap(row.fieldIndex("metrics")));
    metrics.forEach(
        (name, value) -> {
          boolean isOfClass = name.matches("(precision|recall|f1|confusion)(_\\d+)+");
          if (!name.equals("iterations") && !name.endsWith("_lr") && !isOfClass) {
            shown.put(name.replace('_', ' '), PlainNumber.compact(value));
          }
        });
  }

  private static String text(Instant instant) {
    return SECONDS.format(instant);
  }

  private static String text(Duration duration) {
    return duration.toSeconds() < 60
        ? PlainNumber.compact(Math.floorDiv(duration.toMillis(), 100L) / 10.0) + " s"
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            duration.toHours(),
            duration.toMinutesPart(),
            duration.toSecondsPart());
  }
}
