package io.clrspark.training.settings;

import io.clrspark.Internal;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.schedule.length.RunLength;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The length that shares in a run's schedule are of: that with which the run first started. It is
 * kept in the run's checkpoints, because a run may be resumed with another length.
 */
@Internal
public final class PlannedLength {

  private static final String KEY = ScheduleProperties.SHARE_OF.key();

  private PlannedLength() {}

  /**
   * The length of a run that starts or is resumed.
   *
   * @param iterationsPerEpoch iterations per epoch of the data
   */
  public static RunLength of(
      ClrConf conf, TrainerSettings settings, long iterationsPerEpoch, Configuration hadoop) {
    Optional<Long> atStart =
        conf.set(CheckpointProperties.RESUME)
            .flatMap(resumed -> settings.checkpoints())
            .flatMap(kept -> settings.runId().map(id -> kept.configuration(id, hadoop)))
            .map(configuration -> configuration.get(KEY))
            .map(Long::valueOf);
    return new RunLength(
        iterationsPerEpoch,
        atStart.orElseGet(() -> settings.plannedIterations(iterationsPerEpoch)));
  }

  /** The run's properties, with that length if the schedule depends on it. */
  public static Map<String, String> recorded(
      Map<String, String> properties, ScheduleConf schedule, RunLength length) {
    Map<String, String> recorded = new TreeMap<>(properties);
    if (schedule.dependsOnRun()) {
      recorded.putIfAbsent(KEY, String.valueOf(length.iterations()));
    }
    return recorded;
  }
}
