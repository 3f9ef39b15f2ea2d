package io.clrspark.training.run;

import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.training.plan.RunRequest;
import java.util.Optional;

/**
 * What a run has from its start to its end.
 *
 * @param request what it is to do
 * @param network the caller's, which is updated each time that the run has trained
 * @param progress where it stands
 * @param journal its history and observers
 * @param listeners DL4J's
 * @param checkpoints empty where it makes none
 */
record RunContext(
    RunRequest request,
    DriverNetwork network,
    RunProgress progress,
    RunJournal journal,
    DriverListeners listeners,
    Optional<RunCheckpoints> checkpoints) {}
