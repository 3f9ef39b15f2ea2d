package io.clrspark.training.job;

import io.clrspark.ClrException;

/** What went wrong in a task, without Spark's wrapping. */
public final class TaskFailures {

  private TaskFailures() {}

  /**
   * The error to show: a {@link ClrException} from a task as it was, any other failure as one that
   * names what was being done and its root cause.
   */
  public static ClrException failure(String action, Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClrException known) {
        return known;
      }
      root = cause;
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt(); // the caller's to see
      }
    }
    return new ClrException("Cannot " + action + ": " + firstLine(root) + hint(root), failure);
  }

  /** What the system's words for a full disk do not say. */
  private static String hint(Throwable root) {
    return String.valueOf(root.getMessage()).contains("No space left on device")
        ? ". Make room where Spark keeps temporary files (spark.local.dir, SPARK_LOCAL_DIRS or"
            + " java.io.tmpdir of the driver and of each executor), or name other folders."
        : "";
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    String type = cause.getClass().getSimpleName();
    return message == null ? type : type + ": " + message.lines().findFirst().orElse("");
  }
}
