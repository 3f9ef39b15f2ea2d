package io.clrspark.training.job;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.NativeLibraries;
import io.clrspark.files.ErrorText;

/** What went wrong in a task, without Spark's wrapping. */
@Internal
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
    return new ClrException(
        "Cannot "
            + action
            + ": "
            + NativeLibraries.problem(failure).map(problem -> problem + ".").orElse(reason(root)),
        failure);
  }

  private static String reason(Throwable root) {
    return root instanceof InterruptedException
        ? "it was interrupted (InterruptedException)."
        : ErrorText.kindAndReason(root) + hint(root);
  }

  /** What the system's words for a full disk do not say. */
  private static String hint(Throwable root) {
    return String.valueOf(root.getMessage()).contains("No space left on device")
        ? ". Make room where Spark keeps temporary files (spark.local.dir, SPARK_LOCAL_DIRS or"
            + " java.io.tmpdir of the driver and of each executor), or name other folders."
        : "";
  }
}
