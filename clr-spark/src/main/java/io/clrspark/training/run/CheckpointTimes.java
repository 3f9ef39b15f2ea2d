package io.clrspark.training.run;

import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.fingerprint.RunFingerprints;
import io.clrspark.training.plan.LoadedData;
import io.clrspark.training.plan.RunPlan;

/** Makes a run's checkpoints while it trains on one RDD. */
final class CheckpointTimes {

  private final RunParts run;
  private final RunPlan plan;
  private final LoadedData data;

  CheckpointTimes(RunParts run, RunPlan plan, LoadedData data) {
    this.run = run;
    this.plan = plan;
    this.data = data;
  }

  void makeWhenDue() {
    if (run.checkpoints().isPresent() && run.checkpoints().get().isDue(run.progress().position())) {
      make();
    }
  }

  void makeAtTheEnd() {
    if (run.checkpoints().isPresent() && !run.checkpoints().get().isAt(run.progress().position())) {
      make();
    }
  }

  /** The rows of before a checkpoint are visible before it is, or it is not made. */
  void make() {
    RunProgress progress = run.progress();
    Checkpoint checkpoint =
        new Checkpoint(
            run.journal().runId(),
            RunFingerprints.kept(run.request(), run.network(), data, plan),
            progress.position(),
            progress.schedule().resets(),
            run.journal().evaluations(),
            RunFingerprints.kept(run.request()),
            Versions.all(),
            progress.state());
    run.checkpoints().orElseThrow().save(checkpoint, run.journal().flush());
  }
}
