package io.clrspark.jobs;

import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.output.QueryPrinter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** {@code bin/clr runs}: the runs of a history, as a table or as CSV. */
public final class Runs extends SparkCommand {

  private static final String WHERE = "--where";
  private static final String CSV = "--csv";

  /** A schedule's JSON names its class, and the bounds that it has. */
  private static final String QUERY =
      """
      SELECT * FROM (
        SELECT
          run_id,
          kind,
          status,
          date_format(started, 'yyyy-MM-dd HH:mm:ss') AS started,
          CAST(unix_timestamp(ended) - unix_timestamp(started) AS bigint) AS seconds,
          coalesce(
            nullif(regexp_extract(schedule, '"@class"[^,]*[.]([A-Za-z]+)"', 1), ''),
            schedule) AS schedule,
          CAST(
            coalesce(
              get_json_object(schedule, '$.baseLr'),
              get_json_object(schedule, '$.minLr')) AS double) AS base_lr,
          CAST(get_json_object(schedule, '$.maxLr') AS double) AS max_lr,
          CAST(metrics['iterations'] AS bigint) AS iterations,
          round(metrics['train_loss'], 6) AS train_loss,
          round(last_loss, 6) AS test_loss,
          round(best_loss, 6) AS best_loss,
          round(last_accuracy, 6) AS accuracy,
          round(best_accuracy, 6) AS best_accuracy,
          best_iteration
        FROM runs LEFT JOIN (
          SELECT
            run_id,
            max_by(loss, iteration) AS last_loss,
            min(loss) AS best_loss,
            max_by(accuracy, iteration) AS last_accuracy,
            max(accuracy) AS best_accuracy,
            min_by(iteration, coalesce(-accuracy, loss)) AS best_iteration
          FROM evaluations
          GROUP BY run_id
        ) USING (run_id)
      )
      """;

  private static final String HELP =
      """
      Usage: bin/clr runs --history DIR [options]

      Prints a line for each run of a history, the oldest first: kind, status, start, seconds,
      schedule and its bounds, iterations, loss, and of the held-out data the last and the best loss
      and accuracy, with the iteration of the best.

        --history DIR      the folder, on any file system Spark knows
        --where CONDITION  shows the runs for which it is true, in SQL over the columns printed,
                           such as "kind = 'train' AND best_accuracy > 0.9"
        --csv              prints comma-separated values instead of a table
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """;

  public Runs() {
    super("runs", "list the runs of a history", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Runs().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return Set.of(HistoryOption.NAME, WHERE);
  }

  @Override
  protected Set<String> flags() {
    return Set.of(CSV);
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    List<String> arguments = new ArrayList<>(List.of(HistoryOption.NAME, HistoryOption.of(line)));
    HistoryOption.requireOptionsOnly(line);
    line.option(WHERE).ifPresent(condition -> arguments.addAll(List.of(WHERE, condition)));
    if (line.has(CSV)) {
      arguments.add(CSV);
    }
    return Submission.empty()
        .withDefaults(SparkDefaults.queries())
        .withArguments(arguments)
        .quiet();
  }

  @Override
  protected void run(List<String> arguments) {
    CommandLine line = parse(arguments);
    String history = HistoryOption.of(line);
    HistoryOption.requireOptionsOnly(line);
    String query =
        QUERY
            + line.option(WHERE).map(condition -> "WHERE (" + condition + ")").orElse("")
            + " ORDER BY started, run_id";
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      QueryPrinter.print(spark, history, query, line.has(CSV));
    }
  }
}
