package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import java.io.PrintStream;
import java.util.List;

/**
 * How every command ends: 0 when all is well, 1 with one or two lines on standard error when it
 * failed, 2 when the command line was wrong. {@code --debug} adds the stack trace.
 */
final class Job {

  static final String DEBUG = "--debug";

  private Job() {}

  /** What a command does with its arguments. */
  interface Body {
    void run(List<String> arguments) throws Exception;
  }

  /** Runs the body and leaves the process if it fails. */
  static void run(String command, String[] arguments, Body body) {
    int status = status(command, List.of(arguments), body, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int status(String command, List<String> arguments, Body body, PrintStream err) {
    try {
      body.run(arguments.stream().filter(argument -> !argument.equals(DEBUG)).toList());
      if (System.out.checkError()) {
        err.println("Cannot write to standard output: is its disk full, or its reader gone?");
        return 1;
      }
      return 0;
    } catch (UsageException e) {
      err.println(
          e.getMessage() + "\nSee bin/clr " + command + (command.isEmpty() ? "" : " ") + "--help.");
      return 2;
    } catch (Exception | Error e) {
      err.println(message(e));
      if (arguments.contains(DEBUG)) {
        e.printStackTrace(err);
      }
      return 1;
    }
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    boolean complete =
        failure instanceof ClrException || failure instanceof IllegalArgumentException;
    if (complete && message != null) {
      return message;
    }
    return "Cannot go on: " + ErrorText.kindAndReason(failure) + ". " + DEBUG + " shows where.";
  }
}
