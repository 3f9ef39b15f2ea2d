package io.clrspark.jobs.launch;

import io.clrspark.jobs.command.Command;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.CommandList;
import io.clrspark.jobs.command.ExitStatus;
import io.clrspark.jobs.command.LocalCommand;
import io.clrspark.jobs.command.ModuleCommand;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what bin/clr does for a command line. It prints help, runs a {@link LocalCommand} itself,
 * and writes an order for everything else: to become a spark-submit command, or to build a module
 * and ask again. Wrong options, files and properties are found here, before any Spark starts.
 *
 * <p>An order is a list of words, each followed by a NUL: {@code exec} and the words of a command,
 * or {@code build} and the folder of a module. Where nothing is left to do, nothing is written.
 */
public final class Launcher {

  private final CommandList commands;
  private final Path root;
  private final Map<String, String> environment;

  /**
   * @param root the folder of clr-spark
   */
  public Launcher(CommandList commands, Path root, Map<String, String> environment) {
    this.commands = commands;
    this.root = root;
    this.environment = environment;
  }

  /**
   * Runs the launcher, and leaves the process if it fails.
   *
   * @param arguments the file for the order; the folder of clr-spark; then the user's arguments
   */
  public static void main(CommandList commands, String[] arguments) {
    List<String> all = List.of(arguments);
    List<String> users = all.subList(2, all.size());
    Launcher launcher = new Launcher(commands, Path.of(all.get(1)), System.getenv());
    String command = !users.isEmpty() && commands.has(users.get(0)) ? users.get(0) : "";
    ExitStatus.run(command, users, new Launch(launcher, users, Path.of(all.get(0))));
  }

  /** A class of its own, because a lambda would take 5 ms more to start. */
  private record Launch(Launcher launcher, List<String> users, Path output)
      implements ExitStatus.Body {
    @Override
    public void run(List<String> withoutDebug) throws Exception {
      launcher.launch(users, output);
    }
  }

  /**
   * Does what the user's arguments ask for, or writes the order to do it.
   *
   * @throws UsageException if the command line is wrong
   */
  public void launch(List<String> arguments, Path output) throws Exception {
    List<String> order = order(arguments);
    if (order.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String word : order) {
      text.append(word).append('\0');
    }
    Files.writeString(output, text, StandardCharsets.UTF_8);
  }

  private List<String> order(List<String> arguments) throws Exception {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    if (name.isEmpty() || name.equals(CommandLine.HELP) || name.equals("-h")) {
      System.out.print(commands.overview());
      return List.of();
    }
    Command command = commands.named(name);
    List<String> more = arguments.subList(1, arguments.size());
    if (command instanceof ModuleCommand module) {
      Optional<SparkCommand> loaded = module.load();
      return loaded.isPresent()
          ? submit(loaded.get(), more, module.jars(root))
          : List.of("build", module.module());
    }
    return command instanceof SparkCommand spark
        ? submit(spark, more, List.of())
        : run((LocalCommand) command, more);
  }

  private static List<String> run(LocalCommand command, List<String> arguments) throws Exception {
    CommandLine line = command.parse(arguments);
    if (line.has(CommandLine.HELP)) {
      System.out.print(command.help());
    } else {
      command.run(line);
    }
    return List.of();
  }

  private List<String> submit(SparkCommand command, List<String> arguments, List<Path> jars)
      throws IOException {
    CommandLine line = command.parseWithSparkOptions(arguments);
    if (line.has(CommandLine.HELP)) {
      System.out.print(command.help());
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("exec"));
    Submission submission = command.submission(line, root);
    words.addAll(
        new SubmitCommand(root, environment).words(command.getClass(), line, submission, jars));
    return words;
  }
}
