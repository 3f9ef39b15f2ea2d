package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.RateReset;
import io.clrspark.network.NetworkState;
import java.util.List;
import java.util.Map;

/**
 * All that a run needs to go on as if it had never stopped. Random numbers are made of the seed,
 * the iteration and the worker, so there is no state of them.
 *
 * @param runId the run
 * @param identity what must be the same when it goes on
 * @param position where it stands
 * @param resets resets of the schedule that were asked for while it ran, in order
 * @param evaluations all evaluations so far
 * @param configuration properties, for people
 * @param versions versions by name of the software, for people
 * @param state parameters and updater state
 */
@Internal
public record Checkpoint(
    String runId,
    RunFingerprint identity,
    RunPosition position,
    List<RateReset> resets,
    List<EvaluationRow> evaluations,
    Map<String, String> configuration,
    Map<String, String> versions,
    NetworkState state) {

  /** Keeps copies of the lists and maps. */
  public Checkpoint {
    resets = List.copyOf(resets);
    evaluations = List.copyOf(evaluations);
    configuration = Map.copyOf(configuration);
    versions = Map.copyOf(versions);
  }
}
