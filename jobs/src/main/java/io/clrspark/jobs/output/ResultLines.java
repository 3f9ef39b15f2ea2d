package io.clrspark.jobs.output;

import java.util.Optional;

/** Formats the values of {@code name: value} lines. */
public final class ResultLines {

  private ResultLines() {}

  /** A value, or that the property is not set. */
  public static String unlessNone(String key, Optional<String> value) {
    return value.orElse("none (" + key + " is not set)");
  }

  /** A text in quotes, where a shell would otherwise not take it for one word. */
  public static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
