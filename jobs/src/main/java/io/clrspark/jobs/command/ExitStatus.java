package io.clrspark.jobs.command;

import io.clrspark.ClrException;
import io.clrspark.NativeLibraries;
import io.clrspark.files.ErrorText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a command and turns its end into an exit status: 0 for success, 1 for a failure, with one or
 * two lines on standard error, and 2 for a wrong command line. {@code --debug} adds the stack trace
 * of the failure.
 */
public final class ExitStatus {

  private ExitStatus() {}

  /** What a command does with its arguments. */
  public interface Body {
    void run(List<String> arguments) throws Exception;
  }

  /**
   * Runs the body and leaves the process if it fails. Numbers are written with ASCII digits from
   * here on, and names are matched by the same letters, whatever the user's language.
   */
  public static void run(String command, List<String> arguments, Body body) {
    Locale.setDefault(Locale.ROOT);
    int status = of(command, arguments, all -> onKnownJava(body, all), System.err);
    Interruption.told();
    if (status != 0) {
      System.exit(status);
    }
  }

  private static void onKnownJava(Body body, List<String> arguments) throws Exception {
    JavaVersion.require(Runtime.version().feature(), System.getProperty("java.home"));
    body.run(arguments);
  }

  /**
   * The status of a body's run.
   *
   * @param command its name, for the hint at its help
   * @param arguments the body gets all but {@code --debug}
   * @param err where a failure is told
   */
  public static int of(String command, List<String> arguments, Body body, PrintStream err) {
    try {
      List<String> others = new ArrayList<>(arguments);
      others.removeAll(List.of(Command.DEBUG));
      body.run(others);
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
      if (arguments.contains(Command.DEBUG)) {
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
    if (ErrorText.root(failure) instanceof InterruptedException) {
      return "Cannot go on: it was interrupted.";
    }
    return "Cannot go on: "
        + NativeLibraries.problem(failure).orElseGet(() -> withRoot(failure))
        + ". "
        + Command.DEBUG
        + " shows where.";
  }

  /** The failure and, where others hide it, what was wrong first. */
  private static String withRoot(Throwable failure) {
    String shown = ErrorText.kindAndReason(failure);
    String root = ErrorText.kindAndReason(ErrorText.root(failure));
    return shown.contains(ErrorText.reason(ErrorText.root(failure)))
        ? shown
        : shown + ", because of " + root;
  }
}
