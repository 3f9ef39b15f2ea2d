package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.history.verify.HistoryCheck;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** {@code bin/clr verify}: checks that a history is whole, and prints what is wrong with it. */
public final class Verify extends SparkCommand {

  private static final String HELP =
      """
      Usage: bin/clr verify --history DIR [options]

      Reads every file of a history to its end and looks for rows of each run that are missing or
      there twice. Prints a line per problem, naming the file or the run, and how much it has read;
      the status is 1 where there is a problem. Runs in progress are checked as they are.

        --history DIR      the folder, on any file system Spark knows
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """;

  public Verify() {
    super("verify", "check that a history is whole", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Verify().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return Set.of(HistoryOption.NAME);
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    return Submission.empty()
        .withDefaults(SparkDefaults.queries())
        .withArguments(List.of(HistoryOption.NAME, folder(line)))
        .quiet();
  }

  private static String folder(CommandLine line) {
    String folder = HistoryOption.of(line);
    HistoryOption.requireOptionsOnly(line);
    return folder;
  }

  @Override
  protected void run(List<String> arguments) {
    String folder = folder(parse(arguments));
    HistoryCheck check;
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      check = HistoryCheck.of(spark, folder);
    }
    check.problems().forEach(System.out::println);
    System.out.printf(
        "runs: %d%nsegments: %d%nrows: %d%n", check.runs(), check.segments(), check.rows());
    if (!check.problems().isEmpty()) {
      throw new ClrException(
          ("The history at %s is not whole: problems: %d."
                  + " docs/reference/history.md says what can be done.")
              .formatted(folder, check.problems().size()));
    }
  }
}
