package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.history.verify.HistoryCheck;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** {@code bin/clr verify}: whether a history is whole, and what is wrong with it. */
public final class Verify {

  private Verify() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    Job.run("verify", arguments, Verify::run);
  }

  /**
   * The arguments that the job itself takes.
   *
   * @throws UsageException if the folder is missing, or something is left over
   */
  static List<String> checked(CommandLine line) {
    String folder =
        line.option(Sql.HISTORY)
            .orElseThrow(() -> new UsageException("Which history? Give " + Sql.HISTORY + " DIR."));
    if (!line.positional().isEmpty()) {
      throw new UsageException("What is " + line.positional().get(0) + "? Give options only.");
    }
    return List.of(Sql.HISTORY, folder);
  }

  private static void run(List<String> arguments) {
    CommandLine line = CommandLine.parse(arguments, Set.of(Sql.HISTORY), Set.of());
    String folder = checked(line).get(1);
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
