package io.clrspark.history.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each run has every row once. Averaging rounds follow each other without a gap, from
 * round 0. In a round each worker has one update per iteration, from the round's first iteration to
 * the worker's last.
 */
final class RowsCheck {

  private RowsCheck() {}

  /** What is wrong, one line per problem, naming the run. */
  static List<String> problems(
      Dataset<Row> history, Dataset<Row> evaluations, Map<String, List<RunRecord>> records) {
    List<String> problems = new ArrayList<>();
    problems.addAll(duplicates(history));
    Dataset<Row> parts = parts(history).cache();
    try {
      problems.addAll(incomplete(parts));
      problems.addAll(gaps(parts));
      problems.addAll(ends(parts, records));
    } finally {
      parts.unpersist();
    }
    problems.addAll(repeatedEvaluations(evaluations));
    return problems;
  }

  private static List<String> duplicates(Dataset<Row> history) {
    return history
        .groupBy("run_id", "iteration", "worker")
        .count()
        .where(col("count").gt(1))
        .groupBy("run_id", "worker")
        .agg(min("iteration").as("first"), max("iteration").as("last"), count(lit(1)).as("n"))
        .orderBy("run_id", "worker")
        .collectAsList()
        .stream()
        .map(
            row ->
                "Run %s: worker %d has more than one row of %s."
                    .formatted(
                        row.getString(0),
                        row.getInt(1),
                        row.getLong(4) == 1
                            ? "iteration " + row.getInt(2)
                            : "each of %d iterations, of %d to %d"
                                .formatted(row.getLong(4), row.getInt(2), row.getInt(3))))
        .toList();
  }

  /** One row per run, round and worker. */
  private static Dataset<Row> parts(Dataset<Row> history) {
    return history
        .select("run_id", "round", "worker", "iteration")
        .distinct()
        .groupBy("run_id", "round", "worker")
        .agg(min("iteration").as("first"), max("iteration").as("last"), count(lit(1)).as("n"));
  }

  /** Workers with missing rows within a round. */
  private static List<String> incomplete(Dataset<Row> parts) {
    Column starts = min("first").over(Window.partitionBy("run_id", "round"));
    Column due = col("last").minus(col("starts")).plus(1);
    return parts
        .withColumn("starts", starts)
        .where(col("n").notEqual(due))
        .select(col("run_id"), col("worker"), col("round"), col("starts"), col("last"), col("n"))
        .orderBy("run_id", "round", "worker")
        .collectAsList()
        .stream()
        .map(
            row ->
                "Run %s: worker %d has %d rows of iterations %d to %d, of round %d."
                    .formatted(
                        row.getString(0),
                        row.getInt(1),
                        row.getLong(5),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(2)))
        .toList();
  }

  /** Rounds that do not follow the previous one. */
  private static List<String> gaps(Dataset<Row> parts) {
    WindowSpec inOrder = Window.partitionBy("run_id").orderBy("round");
    return parts
        .groupBy("run_id", "round")
        .agg(min("first").as("first"), max("last").as("last"))
        .withColumn("round_before", lag("round", 1, -1).over(inOrder))
        .withColumn("last_before", lag("last", 1).over(inOrder))
        .where(
            col("round_before")
                .plus(1)
                .notEqual(col("round"))
                .or(col("last_before").plus(1).notEqual(col("first"))))
        .select("run_id", "round_before", "last_before", "round", "first")
        .orderBy("run_id", "round")
        .collectAsList()
        .stream()
        .map(row -> "Run %s: %s.".formatted(row.getString(0), gap(row)))
        .toList();
  }

  private static String gap(Row row) {
    int round = row.getInt(3);
    int first = row.getInt(4);
    if (row.isNullAt(2)) {
      return "rows before iteration %d are missing, it begins with round %d"
          .formatted(first, round);
    }
    int before = row.getInt(2);
    if (first > before + 1) {
      return "rows of iterations %d to %d are missing".formatted(before + 1, first - 1);
    }
    return "round %d ends with iteration %d, and round %d begins with %d"
        .formatted(row.getInt(1), before, round, first);
  }

  /** Runs whose rows end too early, or that have rows and no record. */
  private static List<String> ends(Dataset<Row> parts, Map<String, List<RunRecord>> records) {
    Map<String, Integer> made = new HashMap<>();
    parts
        .groupBy("run_id")
        .agg(max("last"))
        .collectAsList()
        .forEach(row -> made.put(row.getString(0), row.getInt(1) + 1));
    List<String> problems = new ArrayList<>();
    records.forEach(
        (run, ofRun) -> {
          Integer next = made.get(run);
          if (ofRun.isEmpty() && next != null) {
            problems.add("Run %s: there are rows, but no record of its start.".formatted(run));
          }
          ofRun.stream()
              .filter(record -> record.status().isState())
              .reduce((earlier, later) -> later)
              .flatMap(record -> tooFew(record, next))
              .ifPresent(problems::add);
        });
    return problems;
  }

  private static Optional<String> tooFew(RunRecord state, @Nullable Integer next) {
    ResumePoint goesOn = state.next();
    int iterations =
        goesOn == null
            ? state.metrics().getOrDefault(RunRecord.ITERATIONS, 0.0).intValue()
            : goesOn.iteration();
    if (next == null) {
      // A run that fails at once has no rows, and the iterations of earlier runs of its network.
      return state.status() == RunStatus.FINISHED && iterations > 0
          ? Optional.of("Run %s: it is finished, and has no rows.".formatted(state.runId()))
          : Optional.empty();
    }
    return iterations > next
        ? Optional.of(
            "Run %s: rows of iterations %d to %d are missing, it is %s."
                .formatted(state.runId(), next, iterations - 1, state.status()))
        : Optional.empty();
  }

  private static List<String> repeatedEvaluations(Dataset<Row> evaluations) {
    return evaluations
        .groupBy("run_id", "iteration", "data_set")
        .count()
        .where(col("count").gt(1))
        .orderBy("run_id", "iteration", "data_set")
        .collectAsList()
        .stream()
        .map(
            row ->
                "Run %s: there are %d evaluations of %s after %d iterations."
                    .formatted(row.getString(0), row.getLong(3), row.getString(2), row.getInt(1)))
        .toList();
  }
}
