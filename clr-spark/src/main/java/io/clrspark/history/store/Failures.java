package io.clrspark.history.store;

/** What to tell people of a failure. */
public final class Failures {

  private Failures() {}

  /** The first line of the failure's message, or the kind of failure where it has none. */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElseThrow();
  }
}
