package io.clrspark.jobs;

import io.clrspark.history.HistoryViews;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.output.QueryPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** {@code bin/clr sql}: a query over the views of a history, as a table or as CSV. */
public final class Sql extends SparkCommand {

  private static final String CSV = "--csv";
  private static final String HELP =
      """
      Usage: bin/clr sql --history DIR [--csv] ["SELECT ..."]

      Runs a query of Spark SQL over the views history (a row per update of a worker), iterations
      (a row per iteration, over its workers), evaluations and runs. docs/reference/history.md lists
      their columns, docs/reference/sql.md answers common questions. Without a query it reads
      queries, each up to a semicolon, from the terminal or from standard input.

        --history DIR      the folder, on any file system Spark knows
        --csv              prints comma-separated values instead of a table
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """;

  public Sql() {
    super("sql", "query the history of runs", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Sql().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return Set.of(HistoryOption.NAME);
  }

  @Override
  protected Set<String> flags() {
    return Set.of(CSV);
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    List<String> arguments = new ArrayList<>(List.of(HistoryOption.NAME, HistoryOption.of(line)));
    requireOneQuery(line);
    if (line.has(CSV)) {
      arguments.add(CSV);
    }
    arguments.addAll(line.positional());
    return Submission.empty()
        .withDefaults(SparkDefaults.queries())
        .withArguments(arguments)
        .quiet();
  }

  private static void requireOneQuery(CommandLine line) {
    if (line.positional().size() > 1) {
      throw new UsageException(
          "Give one query, in quotes; there are " + line.positional().size() + ".");
    }
  }

  @Override
  protected void run(List<String> arguments) throws IOException {
    CommandLine line = parse(arguments);
    requireOneQuery(line);
    String history = HistoryOption.of(line);
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      if (!line.positional().isEmpty()) {
        QueryPrinter.print(spark, history, line.positional().get(0), line.has(CSV));
        return;
      }
      HistoryViews.register(spark, history); // so that a wrong folder is named before the prompt
      new SqlPrompt(query -> QueryPrinter.print(spark, history, query, line.has(CSV))).run();
    }
  }
}
