package io.clrspark.jobs;

import io.clrspark.files.Storage;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.UsageException;

/** The option {@code --history DIR}, which every command that reads a history needs. */
final class HistoryOption {

  static final String NAME = "--history";

  private HistoryOption() {}

  /**
   * The folder.
   *
   * @throws UsageException if the option is not given
   */
  static String of(CommandLine line) {
    String path =
        line.option(NAME)
            .orElseThrow(() -> new UsageException("Which history? Give " + NAME + " DIR."));
    Storage.requireNoHome(NAME, path);
    return path;
  }

  /**
   * Refuses arguments that are not options.
   *
   * @throws UsageException if there are any
   */
  static void requireOptionsOnly(CommandLine line) {
    if (!line.positional().isEmpty()) {
      throw new UsageException("What is " + line.positional().get(0) + "? Give options only.");
    }
  }
}
