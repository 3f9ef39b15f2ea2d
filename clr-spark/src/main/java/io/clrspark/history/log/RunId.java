package io.clrspark.history.log;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.conf.TrainingProperties;

/** Checks run ids: a run id is a valid file name on every file system. */
public final class RunId {

  private RunId() {}

  /**
   * Returns the id if it is valid.
   *
   * @throws ClrException if it is not
   */
  public static String checked(String runId) {
    if (!TrainingProperties.RUN_ID.accepts(runId)) {
      throw new ClrException(
          "Invalid run id: \"%s\" (must be %s)"
              .formatted(MessageText.of(runId), TrainingProperties.RUN_ID.rule()));
    }
    return runId;
  }
}
