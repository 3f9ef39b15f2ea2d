package io.clrspark.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command of another module of clr-spark, which bin/clr builds when the command is first used.
 * The build puts the module's jar and the jars that only this module needs into its folder {@code
 * target/lib}.
 */
public final class ModuleCommand extends Command {

  private final String module;
  private final String type;

  /**
   * @param module the module's folder
   * @param type the class of the module that is the command, a {@link SparkCommand}
   */
  public ModuleCommand(String name, String summary, String module, String type) {
    super(name, summary, summary);
    this.module = module;
    this.type = type;
  }

  /** The folder of the module. */
  public String module() {
    return module;
  }

  /** The command itself, if the module is on the class path. */
  public Optional<SparkCommand> load() {
    try {
      Class<?> found = Class.forName(type);
      return Optional.of(
          found.asSubclass(SparkCommand.class).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public constructor without parameters", e);
    }
  }

  /** The jars that the command needs beside clr-jobs.jar. */
  public List<Path> jars(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(module).resolve("target/lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
