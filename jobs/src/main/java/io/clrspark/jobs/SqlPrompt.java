package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.jobs.command.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries from standard input, each up to a semicolon at the end of a line. On a terminal it
 * prompts and continues after an error; elsewhere it ends with the first error.
 */
final class SqlPrompt {

  /** Set by bin/clr if its standard input is a terminal. */
  private static final String TERMINAL = "CLR_PROMPT";

  private final Consumer<String> answer;
  private final boolean terminal = System.getenv(TERMINAL) != null;
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));

  /**
   * @param answer runs a query and prints its rows
   */
  SqlPrompt(Consumer<String> answer) {
    this.answer = answer;
  }

  /** Reads queries until the end of the input, or {@code quit}. */
  void run() throws IOException {
    if (terminal) {
      System.out.println("Views: history, iterations, evaluations, runs. End a query with ;");
      System.out.println("and leave with quit.");
    }
    int count = 0;
    for (String query = next(); query != null; query = next()) {
      if (!query.isEmpty()) {
        count++;
        answer(query);
      }
    }
    if (count == 0 && !terminal) {
      throw new UsageException("Which query? Give one in quotes, or on standard input.");
    }
  }

  private void answer(String query) {
    try {
      answer.accept(query);
    } catch (ClrException e) {
      if (!terminal) {
        throw e;
      }
      System.out.println(e.getMessage());
    }
  }

  /** The next query without its semicolon; null at the end of the input. */
  private @Nullable String next() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      prompt(text.isEmpty() ? "sql> " : "  -> ");
      String line = in.readLine();
      if (line == null) {
        return text.isEmpty() ? null : text.toString().strip();
      }
      if (text.isEmpty() && line.strip().matches("(quit|exit);?")) {
        return null;
      }
      if (line.strip().endsWith(";")) {
        String last = line.strip();
        return text.append(last, 0, last.length() - 1).toString().strip();
      }
      if (!text.isEmpty() || !line.isBlank()) {
        text.append(line).append('\n');
      }
    }
  }

  private void prompt(String text) {
    if (terminal) {
      System.out.print(text);
      System.out.flush();
    }
  }
}
