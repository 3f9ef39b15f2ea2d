package io.clrspark.files;

import io.clrspark.Internal;
import io.clrspark.MessageText;

/** Describes a failure in one line, for an error message. */
@Internal
public final class ErrorText {

  private ErrorText() {}

  /** The first line of the failure's message; the kind of failure if it has no message. */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? kind(failure) : firstLine(message);
  }

  /** The kind of failure, a colon and the first line of its message, if it has one. */
  public static String kindAndReason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? kind(failure) : kind(failure) + ": " + firstLine(message);
  }

  /** The first line that is not blank, with control characters escaped, cut where it is long. */
  public static String firstLine(String text) {
    return MessageText.reason(text.strip().lines().findFirst().orElse(""));
  }

  /** The innermost cause of a failure; the failure itself if it has no cause. */
  public static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String kind(Throwable failure) {
    return failure.getClass().getSimpleName();
  }
}
