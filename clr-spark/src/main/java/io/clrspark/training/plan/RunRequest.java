package io.clrspark.training.plan;

import io.clrspark.Internal;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunKind;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * What a run is to do, apart from its network and training data.
 *
 * @param schedule what gives the rates
 * @param settings all options
 * @param kind what the run is for
 * @param configuration properties to record with the run
 * @param evaluations held-out data by name, in order
 * @param observers what is called during the run
 * @param memory the log that keeps the history; null for one of the run's own, or files
 */
@Internal
public record RunRequest(
    ISchedule schedule,
    TrainerSettings settings,
    RunKind kind,
    Map<String, String> configuration,
    Map<String, JavaRDD<?>> evaluations,
    List<TrainingObserver> observers,
    @Nullable MemoryLog memory) {

  /** Keeps copies of the collections. */
  public RunRequest {
    configuration = Map.copyOf(configuration);
    evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
    observers = List.copyOf(observers);
  }

  /** This with more observers. */
  public RunRequest with(List<TrainingObserver> more) {
    List<TrainingObserver> all = new ArrayList<>(observers);
    all.addAll(more);
    return new RunRequest(schedule, settings, kind, configuration, evaluations, all, memory);
  }

  /** The run's id where one was given. */
  public Optional<String> runId() {
    return settings.runId().or(() -> log().map(MemoryLog::runId));
  }

  /** The log in memory where one was given. */
  public Optional<MemoryLog> log() {
    return Optional.ofNullable(memory);
  }
}
