package io.clrspark.history.log;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One event of a run. Records are only ever added; the {@code runs} view shows the newest state.
 *
 * <pre>{@code
 * RunRecord run = RunRecord.started("run-7", RunKind.TRAIN, Instant.now(), setup);
 * log.event(run);
 * log.event(run.finished(Instant.now(), Map.of(RunRecord.ACCURACY, 0.97)));
 * }</pre>
 *
 * @param runId the run
 * @param kind what the run is for
 * @param status what happened
 * @param ts when it happened; kept in microseconds, UTC
 * @param setup what the run was started or resumed with; empty in other records
 * @param metrics numbers at the end of the run, under the names below or others; empty before the
 *     end
 * @param message why the run failed, went back or was reset, or what was excluded; null if there is
 *     nothing to say
 * @param reset the reset, in a record of one
 * @param next where a run resumes, in a record of that; later rows recorded before are no longer
 *     valid
 */
public record RunRecord(
    String runId,
    RunKind kind,
    RunStatus status,
    Instant ts,
    RunSetup setup,
    Map<String, Double> metrics,
    @Nullable String message,
    @Nullable RateReset reset,
    @Nullable ResumePoint next) {

  /** Metric: iterations made. */
  public static final String ITERATIONS = "iterations";

  /** Metric: epochs completed. */
  public static final String EPOCHS = "epochs";

  /** Metric: example-weighted mean loss of the last iteration. */
  public static final String TRAIN_LOSS = "train_loss";

  /** Metric: accuracy of the last evaluation, 0 to 1. */
  public static final String ACCURACY = "accuracy";

  /** Keeps a sorted copy of the metrics. */
  public RunRecord {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** The first record of a run. The methods below make the others from it. */
  public static RunRecord started(String runId, RunKind kind, Instant ts, RunSetup setup) {
    return new RunRecord(runId, kind, RunStatus.STARTED, ts, setup, Map.of(), null, null, null);
  }

  /**
   * This run resumes, perhaps with other properties.
   *
   * @param reason why it went back; null after a restart
   */
  public RunRecord resumed(Instant at, RunSetup with, ResumePoint from, @Nullable String reason) {
    return new RunRecord(runId, kind, RunStatus.RESUMED, at, with, Map.of(), reason, null, from);
  }

  /** This run finished. */
  public RunRecord finished(Instant at, Map<String, Double> results) {
    return event(RunStatus.FINISHED, at, results, null);
  }

  /** This run ended with an error. The results are those until then. */
  public RunRecord failed(Instant at, String reason, Map<String, Double> results) {
    return event(RunStatus.FAILED, at, results, reason);
  }

  /** This run was told to end. The results are those until then. */
  public RunRecord interrupted(Instant at, String reason, Map<String, Double> results) {
    return event(RunStatus.INTERRUPTED, at, results, reason);
  }

  /**
   * The schedule of this run was reset.
   *
   * @param reason why; null if the program asked for it
   */
  public RunRecord reset(Instant at, RateReset change, @Nullable String reason) {
    return new RunRecord(
        runId, kind, RunStatus.RESET, at, RunSetup.NONE, Map.of(), reason, change, null);
  }

  /** A worker's part of a round was left out of this run's average. */
  public RunRecord excluded(Instant at, String what) {
    return event(RunStatus.EXCLUDED, at, Map.of(), what);
  }

  private RunRecord event(
      RunStatus what, Instant at, Map<String, Double> results, @Nullable String why) {
    return new RunRecord(runId, kind, what, at, RunSetup.NONE, results, why, null, null);
  }
}
