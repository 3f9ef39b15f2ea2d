package io.clrspark.training;

import io.clrspark.training.checkpoint.Checkpoint;

/** Makes a run's checkpoints while it trains on one RDD. */
final class LegCheckpoints {

  private final RunParts run;
  private final RunPlan plan;
  private final LoadedData data;

  LegCheckpoints(RunParts run, RunPlan plan, LoadedData data) {
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
            Identities.kept(run.trainer(), run.network(), data, plan),
            progress.position(),
            progress.schedule().resets(),
            run.journal().evaluations(),
            Identities.kept(run.trainer()),
            Versions.all(),
            progress.state());
    run.checkpoints().orElseThrow().save(checkpoint, run.journal().flush());
  }
}
