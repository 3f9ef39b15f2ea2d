package io.clrspark.training.settings;

import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.choice.NonFiniteAction;
import java.io.Serializable;

/**
 * What a run does when a worker's loss or parameters are NaN or infinite at the end of a round;
 * they never enter an average.
 *
 * @param action what happens
 * @param maxLrFactor what maxLr is multiplied by after going back, above 0 and below 1
 * @param times how often a run goes back before it fails, at least 1
 */
public record OnNonFinite(NonFiniteAction action, double maxLrFactor, int times)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OnNonFinite {
    if (!(maxLrFactor > 0 && maxLrFactor < 1)) {
      throw new IllegalArgumentException(
          "Invalid maxLrFactor: " + maxLrFactor + " (must be > 0 and < 1)");
    }
    if (times < 1) {
      throw new IllegalArgumentException("Invalid times: " + times + " (must be >= 1)");
    }
  }

  /** The run fails; the default. */
  public static OnNonFinite fail() {
    return of(NonFiniteAction.FAIL);
  }

  /** The round goes on without that worker. */
  public static OnNonFinite exclude() {
    return of(NonFiniteAction.EXCLUDE);
  }

  /** The other numbers have no effect; they are the properties' defaults. */
  private static OnNonFinite of(NonFiniteAction action) {
    return new OnNonFinite(
        action,
        CheckpointProperties.MAX_LR_FACTOR.defaultValue().orElseThrow(),
        CheckpointProperties.ROLLBACKS.defaultValue().orElseThrow());
  }

  /** The run goes back to its newest checkpoint and on with a lower maxLr. */
  public static OnNonFinite rollback(double maxLrFactor, int times) {
    return new OnNonFinite(NonFiniteAction.ROLLBACK, maxLrFactor, times);
  }
}
