package io.clrspark.jobs.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A command that needs no Spark: it runs in the launcher's own process. */
public abstract non-sealed class LocalCommand extends Command {

  protected LocalCommand(String name, String summary, String help) {
    super(name, summary, help);
  }

  /**
   * Does the work of the command.
   *
   * @throws UsageException if the command line is wrong
   */
  public abstract void run(CommandLine line) throws Exception;

  /** Sorts a user's arguments. */
  public final CommandLine parse(List<String> arguments) {
    Set<String> withoutValue = new HashSet<>(flags());
    withoutValue.add(DEBUG);
    return CommandLine.parse(arguments, options(), withoutValue);
  }
}
