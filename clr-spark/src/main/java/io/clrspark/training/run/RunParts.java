package io.clrspark.training.run;

import io.clrspark.history.log.RunLog;
import io.clrspark.network.Network;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.plan.RunRequest;
import java.util.Optional;

/**
 * What a run has from its start to its end.
 *
 * @param request what it is to do
 * @param network the caller's, which is brought up to date after each leg
 * @param progress where it stands
 * @param journal its history and observers
 * @param listeners DL4J's
 * @param checkpoints empty where it makes none
 */
record RunParts(
    RunRequest request,
    DriverNetwork network,
    RunProgress progress,
    RunJournal journal,
    DriverListeners listeners,
    Optional<RunCheckpoints> checkpoints) {

  static RunParts of(RunRequest request, RunStart start, RunLog log, Network given) {
    DriverNetwork network = new DriverNetwork(given);
    return new RunParts(
        request,
        network,
        new RunProgress(request.schedule(), network.iteration(), network.epoch()),
        new RunJournal(start.runId(), log, request),
        new DriverListeners(network),
        start.checkpoints());
  }

  /** Tells the history of a new run. */
  void begin() {
    journal.starting(progress.schedule().now());
  }

  /** Makes the run what it was at a checkpoint, and tells the history. */
  void resume(Checkpoint checkpoint) {
    progress.restore(checkpoint);
    progress.schedule().restore(checkpoint.resets());
    journal.resuming(progress.schedule().now(), checkpoint, null);
  }
}
