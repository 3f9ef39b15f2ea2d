package io.clrspark.history.log;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import java.util.regex.Pattern;

/** Checks run ids: a run id is a valid file name on every file system. */
public final class RunId {

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private RunId() {}

  /**
   * Returns the id if it is valid.
   *
   * @throws ClrException if it is not
   */
  public static String checked(String runId) {
    if (!ALLOWED.matcher(runId).matches()) {
      throw new ClrException(
          "Invalid run id: \""
              + MessageText.of(runId)
              + "\" (must be 1 to 128 of A-Z a-z 0-9 . _ - and start with a letter or digit)");
    }
    return runId;
  }
}
