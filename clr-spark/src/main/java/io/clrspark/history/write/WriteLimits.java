package io.clrspark.history.write;

import io.clrspark.Internal;
import java.time.Duration;

/**
 * When and how often the log of a store writes.
 *
 * @param segmentRows rows of a full segment, which is written at once
 * @param heldRows most rows that wait to be written; more are dropped and counted
 * @param interval shortest time between segments that are not full
 * @param attempts attempts of one write before it is reported
 * @param pause time before the second attempt; four times as long before each further one
 * @param patience longest time that {@code flush} and {@code close} wait
 */
@Internal
public record WriteLimits(
    int segmentRows,
    int heldRows,
    Duration interval,
    int attempts,
    Duration pause,
    Duration patience) {

  public static final WriteLimits DEFAULT =
      new WriteLimits(
          100_000,
          1_000_000,
          Duration.ofSeconds(10),
          4,
          Duration.ofMillis(100),
          Duration.ofSeconds(60));

  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
  private static final int INTERVALS = 100;

  /**
   * Time to the next segment of a run of this age: a hundredth of the age, within limits. So a run
   * of days has hundreds of segments and manifests, not tens of thousands.
   */
  Duration intervalAt(Duration age) {
    Duration share = age.dividedBy(INTERVALS);
    Duration capped = share.compareTo(LONGEST_INTERVAL) < 0 ? share : LONGEST_INTERVAL;
    return capped.compareTo(interval) > 0 ? capped : interval;
  }
}
