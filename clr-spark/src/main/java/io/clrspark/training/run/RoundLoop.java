package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.NonFiniteAction;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.RunKind;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.job.RoundRunner;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.plan.LoadedData;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.round.NonFinite;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.settings.OnNonFinite;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rounds of a run on one RDD, until the planned iteration or until an observer ends it. */
final class RoundLoop {

  private final RunParts run;
  private final RunProgress progress;
  private final RunPlan plan;
  private final RoundRunner runner;
  private final CheckpointTimes checkpoints;
  private final HeldOutScores evaluations;

  RoundLoop(RunParts run, RunPlan plan, RoundRunner runner, LoadedData data) {
    this.run = run;
    this.progress = run.progress();
    this.plan = plan;
    this.runner = runner;
    this.checkpoints = new CheckpointTimes(run, plan, data);
    this.evaluations = new HeldOutScores(run, runner, data.heldOut().sets());
  }

  void train() {
    checkpoints.makeWhenDue();
    while (isUnfinished()) {
      try {
        trainRound();
      } catch (RollbackException e) {
        rollBack(e);
      }
    }
    checkpoints.makeAtTheEnd();
  }

  private boolean isUnfinished() {
    return progress.iteration() < plan.lastIteration() && !progress.isStopped();
  }

  /** Runs a round, and what is due after it. */
  private void trainRound() {
    if (progress.minibatch() == 0) {
      run.listeners().epochStarted(progress);
    }
    runRound();
    if (progress.minibatch() == plan.minibatchesPerEpoch()) {
      run.listeners().epochFinished(progress);
      progress.endEpoch();
    }
    boolean isEnd = !isUnfinished();
    evaluations.makeWhenDue(isEnd);
    if (!isEnd) {
      checkpoints.makeWhenDue();
    }
  }

  /** Runs a round from where the epoch stands. */
  private void runRound() {
    long started = System.nanoTime();
    int first = progress.iteration();
    int minibatches =
        plan.minibatches(
            run.request().settings().averagingFrequency(), progress.minibatch(), first);
    RoundInput input = new RoundInput(first, progress.epoch(), progress.minibatch(), minibatches);
    RoundResult result = sound(runner.run(progress.state(), input, Set.of()), input);
    List<HistoryRow> rows = rows(result);
    double seconds = (System.nanoTime() - started) / 1e9;
    RoundSummary summary = RoundSummary.of(rows, result.excluded(), seconds);
    progress.endRound(result, minibatches, summary);
    LiveReset control = new LiveReset(progress.schedule().now(), progress.iteration());
    run.journal().round(rows, summary, control);
    long examples = rows.stream().mapToLong(HistoryRow::examples).sum();
    run.listeners().roundFinished(progress, examples);
    if (control.isStopped()) {
      progress.stop();
    }
    control.changed().ifPresent(this::reschedule);
  }

  private List<HistoryRow> rows(RoundResult result) {
    return result.rows(progress.iteration(), progress.epoch(), progress.round());
  }

  /**
   * The round, or one whose average is over the workers that are sound.
   *
   * @throws RollbackException where the run is to go back
   */
  private RoundResult sound(RoundResult result, RoundInput input) {
    List<NonFinite> wrong = result.nonFinite(input.firstIteration());
    if (wrong.isEmpty() || run.request().kind() != RunKind.TRAIN) {
      return result;
    }
    OnNonFinite rule = run.request().settings().onNonFinite();
    if (rule.action() == NonFiniteAction.EXCLUDE && wrong.size() < result.present()) {
      Set<Integer> workers = wrong.stream().map(NonFinite::worker).collect(Collectors.toSet());
      wrong.forEach(one -> run.journal().excluded(one, input, progress.epoch()));
      return result.withAverageOf(runner.run(progress.state(), input, workers), workers);
    }
    NonFinite first = wrong.get(0);
    if (rule.action() == NonFiniteAction.ROLLBACK && progress.rollbacks() < rule.times()) {
      throw new RollbackException(first, rows(result));
    }
    run.journal().rows(rows(result));
    throw new ClrException(
        "Cannot train on: %s. %s"
            .formatted(
                first.text(),
                rule.action() == NonFiniteAction.ROLLBACK
                    ? "The run has gone back %d times already. Try lower rates."
                        .formatted(progress.rollbacks())
                    : "Try a lower maxLr, or look at the data."));
  }

  private void reschedule(CyclicLR changed) {
    int iteration = progress.iteration();
    changed.checkScale(iteration, plan.lastIteration());
    runner.reschedule(changed);
    run.journal().reset(progress.schedule().changed(changed, iteration), null);
  }

  /** Goes back to the newest checkpoint, and on from there with a lower maxLr. */
  private void rollBack(RollbackException failed) {
    Checkpoint newest = run.checkpoints().orElseThrow().newest();
    RateReset reset = lowered(newest, failed);
    String reason =
        "%s; went back from iteration %d to %d, maxLr %s -> %s"
            .formatted(
                failed.cause().text(),
                progress.iteration(),
                newest.position().iteration(),
                reset.oldMaxLr(),
                reset.maxLr());
    progress.rollBack(newest);
    runner.reschedule(progress.schedule().now());
    run.journal().rolledBack(progress.schedule().now(), newest, reset, reason);
    checkpoints.make();
  }

  private RateReset lowered(Checkpoint newest, RollbackException failed) {
    try {
      return progress
          .schedule()
          .lower(
              newest.resets(),
              newest.position().iteration(),
              run.request().settings().onNonFinite().maxLrFactor());
    } catch (ClrException e) {
      run.journal().rows(failed.rows());
      throw new ClrException(
          "Cannot train on: %s. %s".formatted(failed.cause().text(), e.getMessage()), e);
    }
  }
}
