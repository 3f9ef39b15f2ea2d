package io.clrspark.jobs.command;

import java.util.Set;

/**
 * A subcommand of bin/clr: its name, its help, its options and its work. A new one extends {@link
 * LocalCommand} or {@link SparkCommand} and is added to the list {@code io.clrspark.jobs.Commands}.
 */
public abstract sealed class Command permits LocalCommand, ModuleCommand, SparkCommand {

  /** The flag that shows stack traces. */
  public static final String DEBUG = "--debug";

  private final String name;
  private final String summary;
  private final String help;

  /**
   * @param name what the user types
   * @param summary a few words for {@code bin/clr --help}
   * @param help what {@code bin/clr NAME --help} prints
   */
  Command(String name, String summary, String help) {
    this.name = name;
    this.summary = summary;
    this.help = help;
  }

  public final String name() {
    return name;
  }

  public final String summary() {
    return summary;
  }

  public final String help() {
    return help;
  }

  /** The options of the command itself that take a value. */
  protected Set<String> options() {
    return Set.of();
  }

  /** The options of the command itself that take no value. */
  protected Set<String> flags() {
    return Set.of();
  }
}
