package io.clrspark.jobs;

import java.util.Optional;

/** How the values of {@code name: value} lines are written. */
final class ResultLines {

  private ResultLines() {}

  static String unlessNone(String key, Optional<String> value) {
    return value.orElse("none (" + key + " is not set)");
  }

  /** As a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
