package io.clrspark.history.store;

import io.clrspark.MessageText;

/** What to tell people of a failure. */
public final class Failures {

  private Failures() {}

  /**
   * The first line of the failure's message, without control characters, or the kind of failure
   * where it has none.
   */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    return MessageText.reason(message.lines().findFirst().orElseThrow());
  }
}
