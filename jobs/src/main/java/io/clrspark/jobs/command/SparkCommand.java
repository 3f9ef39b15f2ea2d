package io.clrspark.jobs.command;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A command that spark-submit runs. The launcher asks it for a {@link Submission}, before any Spark
 * starts; in Spark's driver its {@code main} calls {@link #main(List)}, which calls {@link #run}.
 */
public abstract non-sealed class SparkCommand extends Command {

  protected SparkCommand(String name, String summary, String help) {
    super(name, summary, help);
  }

  /**
   * Checks the command line, and says what spark-submit gets.
   *
   * @param root the folder of clr-spark
   * @throws UsageException if the command line is wrong
   */
  public abstract Submission submission(CommandLine line, Path root);

  /**
   * Does the work of the command in Spark's driver.
   *
   * @param arguments those of the submission
   */
  protected abstract void run(List<String> arguments) throws Exception;

  /** Runs the command in Spark's driver, and leaves the process if it fails. */
  protected final void main(List<String> arguments) {
    ExitStatus.run(name(), arguments, this::run);
  }

  /** Sorts arguments by the command's own options. */
  protected final CommandLine parse(List<String> arguments) {
    return CommandLine.parse(arguments, options(), flags());
  }

  /** Sorts a user's arguments, among them options of spark-submit. */
  public final CommandLine parseWithSparkOptions(List<String> arguments) {
    Set<String> withValue = new HashSet<>(SparkSubmitOptions.WITH_VALUE);
    withValue.addAll(options());
    Set<String> withoutValue = new HashSet<>(SparkSubmitOptions.WITHOUT_VALUE);
    withoutValue.addAll(flags());
    withoutValue.add(DEBUG);
    return CommandLine.parse(arguments, withValue, withoutValue);
  }
}
