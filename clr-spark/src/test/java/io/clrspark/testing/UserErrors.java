package io.clrspark.testing;

import io.clrspark.ClrException;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.schedule.InvalidScheduleException;

/** What whoever gave a bad input may see: an error of ours, in one or two lines of some length. */
public final class UserErrors {

  private static final int LINES = 2;
  private static final int CHARACTERS = 1000;

  private UserErrors() {}

  /** Does something with an input; whatever it throws that is no error for a user is a failure. */
  public static void onlyFrom(Runnable action) {
    try {
      action.run();
    } catch (ClrException | InvalidPropertyException | InvalidScheduleException e) {
      require(e);
    }
  }

  private static void require(RuntimeException error) {
    String message = String.valueOf(error.getMessage());
    boolean plain =
        message.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c))
            && message.lines().count() <= LINES;
    if (message.isBlank() || !plain || message.length() > CHARACTERS) {
      throw new AssertionError("no message for a user: " + message, error);
    }
  }
}
