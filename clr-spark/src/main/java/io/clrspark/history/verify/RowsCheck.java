package io.clrspark.history.verify;

import static org.apache.spark.sql.functions.expr;

import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
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
    List<String> problems = new ArrayList<>(duplicates(history));
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
    return texts(
        history
            .groupBy("run_id", "iteration", "worker")
            .count()
            .where("count > 1")
            .groupBy("run_id", "worker")
            .agg(
                expr("min(iteration) AS first"),
                expr("max(iteration) AS last"),
                expr("count(*) AS n"))
            .orderBy("run_id", "worker"),
        "format_string('Run %s: worker %d has more than one row of %s.', run_id, worker,"
            + " if(n = 1, concat('iteration ', first), format_string("
            + "'each of %d iterations, of %d to %d', n, first, last)))");
  }

  /** A text of each row, made by an expression of SQL. */
  private static List<String> texts(Dataset<Row> faults, String expression) {
    return faults.selectExpr(expression).as(Encoders.STRING()).collectAsList();
  }

  /** One row per run, round and worker. */
  private static Dataset<Row> parts(Dataset<Row> history) {
    return history
        .select("run_id", "round", "worker", "iteration")
        .distinct()
        .groupBy("run_id", "round", "worker")
        .agg(
            expr("min(iteration) AS first"), expr("max(iteration) AS last"), expr("count(*) AS n"));
  }

  /** Workers with missing rows within a round. */
  private static List<String> incomplete(Dataset<Row> parts) {
    return texts(
        parts
            .withColumn("starts", expr("min(first) OVER (PARTITION BY run_id, round)"))
            .where("n != last - starts + 1")
            .orderBy("run_id", "round", "worker"),
        "format_string('Run %s: worker %d has %d rows of iterations %d to %d, of round %d.',"
            + " run_id, worker, n, starts, last, round)");
  }

  /** Rounds that do not follow the previous one. */
  private static List<String> gaps(Dataset<Row> parts) {
    String inOrder = " OVER (PARTITION BY run_id ORDER BY round)";
    return texts(
        parts
            .groupBy("run_id", "round")
            .agg(expr("min(first) AS first"), expr("max(last) AS last"))
            .withColumn("round_before", expr("lag(round, 1, -1)" + inOrder))
            .withColumn("last_before", expr("lag(last)" + inOrder))
            .where("round_before + 1 != round OR last_before + 1 != first")
            .orderBy("run_id", "round"),
        "concat('Run ', run_id, ': ', CASE"
            + " WHEN last_before IS NULL THEN format_string("
            + "'rows before iteration %d are missing, it begins with round %d', first, round)"
            + " WHEN first > last_before + 1 THEN format_string("
            + "'rows of iterations %d to %d are missing', last_before + 1, first - 1)"
            + " ELSE format_string('round %d ends with iteration %d, and round %d begins with %d',"
            + " round_before, last_before, round, first) END, '.')");
  }

  /** Runs whose rows end too early, or that have rows and no record. */
  private static List<String> ends(Dataset<Row> parts, Map<String, List<RunRecord>> records) {
    Map<String, Integer> made =
        parts.groupBy("run_id").agg(expr("max(last) + 1")).collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row.getInt(1)));
    return records.entrySet().stream()
        .flatMap(run -> end(run.getKey(), run.getValue(), made.get(run.getKey())).stream())
        .toList();
  }

  private static Optional<String> end(String run, List<RunRecord> records, @Nullable Integer next) {
    if (records.isEmpty() && next != null) {
      return Optional.of("Run %s: there are rows, but no record of its start.".formatted(run));
    }
    return records.stream()
        .filter(record -> record.status().isState())
        .reduce((earlier, later) -> later)
        .flatMap(record -> tooFew(record, next));
  }

  private static Optional<String> tooFew(RunRecord state, @Nullable Integer next) {
    ResumePoint resumed = state.next();
    int iterations =
        resumed == null
            ? state.metrics().getOrDefault(RunRecord.ITERATIONS, 0.0).intValue()
            : resumed.iteration();
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
    return texts(
        evaluations
            .groupBy("run_id", "iteration", "data_set")
            .count()
            .where("count > 1")
            .orderBy("run_id", "iteration", "data_set"),
        "format_string('Run %s: there are %d evaluations of %s after %d iterations.',"
            + " run_id, count, data_set, iteration)");
  }
}
