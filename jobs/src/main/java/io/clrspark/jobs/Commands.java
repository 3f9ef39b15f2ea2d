package io.clrspark.jobs;

import io.clrspark.jobs.command.CommandList;
import io.clrspark.jobs.command.ModuleCommand;
import io.clrspark.jobs.launch.Launcher;

/** The subcommands of bin/clr, and the program that bin/clr starts. */
public final class Commands {

  /** Every command; a new one is added here and nowhere else. */
  public static final CommandList ALL =
      CommandList.of(
          new Train(),
          new Preview(),
          new ModuleCommand(
              "bench",
              "measure the engine beside DL4J's own training",
              "benchmarks",
              "io.clrspark.benchmarks.Bench"),
          new RangeTest(),
          new Predict(),
          new Evaluate(),
          new Show(),
          new Sql(),
          new Runs(),
          new Report(),
          new Verify());

  private Commands() {}

  /** Runs {@link Launcher#main}, whose arguments these are. */
  public static void main(String[] arguments) {
    Launcher.main(ALL, arguments);
  }
}
