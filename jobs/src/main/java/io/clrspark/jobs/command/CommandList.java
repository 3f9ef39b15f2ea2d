package io.clrspark.jobs.command;

import io.clrspark.MessageText;
import java.util.ArrayList;
import java.util.List;

/** The subcommands of bin/clr, in the order in which its help lists them. */
public final class CommandList {

  private final List<Command> commands;

  private CommandList(List<Command> commands) {
    this.commands = commands;
  }

  public static CommandList of(Command... commands) {
    return new CommandList(List.of(commands));
  }

  /** All of them, in order. */
  public List<Command> commands() {
    return commands;
  }

  /** Whether there is a command of that name. */
  public boolean has(String name) {
    for (Command command : commands) {
      if (command.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The command of that name.
   *
   * @throws UsageException if there is none
   */
  public Command named(String name) {
    List<String> names = new ArrayList<>();
    for (Command command : commands) {
      if (command.name().equals(name)) {
        return command;
      }
      names.add(command.name());
    }
    throw new UsageException(
        "Unknown command %s. The commands are %s."
            .formatted(MessageText.of(name), String.join(", ", names)));
  }

  /** What {@code bin/clr --help} prints. */
  public String overview() {
    StringBuilder text = new StringBuilder("Usage: bin/clr COMMAND ...\n\n");
    for (Command command : commands) {
      text.append("  ").append(command.name());
      text.append(" ".repeat(Math.max(1, 12 - command.name().length())));
      text.append(command.summary()).append('\n');
    }
    return text.append("\nbin/clr COMMAND --help tells more of each.\n").toString();
  }
}
