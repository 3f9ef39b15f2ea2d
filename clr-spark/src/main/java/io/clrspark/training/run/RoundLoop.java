package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.NonFiniteAction;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.RunKind;
import io.clrspark.schedule.Schedule;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointHeader;
import io.clrspark.training.checkpoint.RunFingerprint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.fingerprint.RunFingerprints;
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
import org.jspecify.annotations.Nullable;

/** The rounds of a run on one RDD, until the planned iteration or until an observer ends it. */
final class RoundLoop {

  private final RunContext run;
  private final RunProgress progress;
  private final RunJournal journal;
  private final RunPlan plan;
  private final RoundRunner runner;
  private final LoadedData data;
  private final HeldOutScores scores;

  RoundLoop(RunContext run, RunPlan plan, RoundRunner runner, LoadedData data) {
    this.run = run;
    this.progress = run.progress();
    this.journal = run.journal();
    this.plan = plan;
    this.runner = runner;
    this.data = data;
    this.scores = new HeldOutScores(run, runner, data.heldOut());
  }

  void train() {
    makeDueCheckpoint();
    while (isUnfinished()) {
      trainRound();
    }
    run.checkpoints().filter(to -> !to.isAt(progress.position())).ifPresent(this::makeCheckpoint);
  }

  private boolean isUnfinished() {
    RunPosition at = progress.position();
    return at.iteration() < plan.lastIteration() && !at.stopped();
  }

  /** Runs a round from where the epoch stands, and what is due after it. */
  private void trainRound() {
    RunPosition at = progress.position();
    if (at.minibatch() == 0) {
      run.listeners().epochStarted(progress);
    }
    long started = System.nanoTime();
    int frequency = run.request().settings().averagingFrequency();
    int minibatches = plan.minibatches(frequency, at.minibatch(), at.iteration());
    RoundInput input = new RoundInput(at.iteration(), at.epoch(), at.minibatch(), minibatches);
    RoundResult result = runner.run(progress.state(), input, Set.of());
    List<NonFinite> wrong = result.nonFinite(input.firstIteration());
    OnNonFinite rule = run.request().settings().onNonFinite();
    if (wrong.isEmpty() || run.request().kind() != RunKind.TRAIN) {
      endRound(result, input, started);
    } else if (rule.action() == NonFiniteAction.EXCLUDE && wrong.size() < result.present()) {
      endRound(without(wrong, result, input), input, started);
    } else {
      rollBackOrFail(wrong.get(0), rule, rows(result));
    }
  }

  private void endRound(RoundResult result, RoundInput input, long started) {
    List<HistoryRow> rows = rows(result);
    double seconds = (System.nanoTime() - started) / 1e9;
    RoundSummary summary = RoundSummary.of(rows, result.excluded(), seconds);
    progress.endRound(result, input.minibatches(), summary);
    LiveReset control = new LiveReset(progress.schedule().now(), progress.position().iteration());
    journal.round(rows, summary, control);
    run.listeners().roundFinished(progress, rows.stream().mapToLong(HistoryRow::examples).sum());
    if (control.isStopped()) {
      progress.stop();
    }
    control.changed().ifPresent(this::reschedule);
    if (progress.position().minibatch() == plan.minibatchesPerEpoch()) {
      run.listeners().epochFinished(progress);
      progress.endEpoch();
    }
    boolean isEnd = !isUnfinished();
    scores.scoreWhenDue(isEnd);
    if (!isEnd) {
      makeDueCheckpoint();
    }
  }

  private List<HistoryRow> rows(RoundResult result) {
    RunPosition at = progress.position();
    return result.rows(at.iteration(), at.epoch(), at.round());
  }

  private void reschedule(Schedule changed) {
    int iteration = progress.position().iteration();
    changed.checkScale(iteration, plan.lastIteration());
    runner.reschedule(changed);
    journal.reset(progress.schedule().changed(changed, iteration), null);
  }

  /** Repeats the round without the workers that went wrong, so that the average leaves them out. */
  private RoundResult without(List<NonFinite> wrong, RoundResult result, RoundInput input) {
    Set<Integer> workers = wrong.stream().map(NonFinite::worker).collect(Collectors.toSet());
    wrong.forEach(one -> journal.excluded(one, input, progress.position().epoch()));
    return result.withAverageOf(runner.run(progress.state(), input, workers), workers);
  }

  /**
   * Goes back to the newest checkpoint with a lower maxLr, if the rule says so.
   *
   * @param rows the rows of the round that went wrong
   */
  private void rollBackOrFail(NonFinite wrong, OnNonFinite rule, List<HistoryRow> rows) {
    String advice = "Try a lower maxLr, or look at the data.";
    if (rule.action() == NonFiniteAction.ROLLBACK) {
      int rollbacks = progress.position().rollbacks();
      if (rollbacks < rule.times()) {
        rollBack(wrong, rule, rows);
        return;
      }
      advice = "The run has gone back %d times already. Try lower rates.".formatted(rollbacks);
    }
    throw failed(wrong, advice, rows, null);
  }

  private ClrException failed(
      NonFinite wrong, String advice, List<HistoryRow> rows, @Nullable ClrException cause) {
    journal.rows(rows);
    return new ClrException(
        "Cannot continue training: %s. %s".formatted(wrong.text(), advice), cause);
  }

  private void rollBack(NonFinite wrong, OnNonFinite rule, List<HistoryRow> rows) {
    Checkpoint newest = run.checkpoints().orElseThrow().newest();
    int from = progress.position().iteration();
    int iteration = newest.position().iteration();
    RateReset reset;
    try {
      reset = progress.schedule().lower(newest.header().resets(), iteration, rule.maxLrFactor());
    } catch (ClrException e) {
      throw failed(wrong, e.getMessage(), rows, e);
    }
    String reason =
        "%s; went back from iteration %d to %d, maxLr %s -> %s"
            .formatted(wrong.text(), from, iteration, reset.oldMaxLr(), reset.maxLr());
    progress.rollBack(newest);
    runner.reschedule(progress.schedule().now());
    journal.rolledBack(progress.schedule().now(), newest, reset, reason);
    run.checkpoints().ifPresent(this::makeCheckpoint);
  }

  private void makeDueCheckpoint() {
    run.checkpoints().filter(to -> to.isDue(progress.position())).ifPresent(this::makeCheckpoint);
  }

  /** Makes a checkpoint. The rows before it become visible first. */
  private void makeCheckpoint(RunCheckpoints to) {
    RunFingerprint fingerprint =
        RunFingerprints.withRates(run.request(), run.network(), data, plan);
    CheckpointHeader header =
        new CheckpointHeader(
            journal.runId(),
            fingerprint.settings(),
            fingerprint.schedule(),
            fingerprint.network(),
            progress.position(),
            progress.schedule().resets(),
            journal.evaluations(),
            RunFingerprints.configuration(run.request()),
            Versions.all());
    to.save(new Checkpoint(header, progress.state()), journal.flush());
  }
}
