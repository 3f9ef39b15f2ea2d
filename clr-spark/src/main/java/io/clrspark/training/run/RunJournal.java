package io.clrspark.training.run;

import io.clrspark.Internal;
import io.clrspark.conf.Property.Decides;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.fingerprint.ScheduleText;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.RunInfo;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.round.NonFinite;
import io.clrspark.training.round.RoundInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what happens in a run to its history and its observers. */
@Internal
public final class RunJournal {

  private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);

  /** The history has these options, but no names and paths: they do not tell how a run trained. */
  private static final Set<Decides> RECORDED = EnumSet.of(Decides.RESULT, Decides.COURSE);

  private final String runId;
  private final RunLog log;
  private final RunRequest request;
  private final List<EvaluationRow> evaluations = new ArrayList<>();
  private final RunRecord first;

  public RunJournal(String runId, RunLog log, RunRequest request) {
    this.runId = runId;
    this.log = log;
    this.request = request;
    this.first = RunRecord.started(runId, request.kind(), Instant.now(), setup(request.schedule()));
  }

  public void starting() {
    log.event(first);
    LOG.info("Run {} starts.", runId);
  }

  private RunSetup setup(ISchedule schedule) {
    Map<String, String> all = request.settings().asProperties(RECORDED);
    all.putAll(request.configuration());
    return new RunSetup(all, ScheduleText.of(schedule), Versions.all());
  }

  /** The run resumes from a checkpoint. */
  void resuming(ISchedule schedule, Checkpoint from, @Nullable String reason) {
    evaluations.clear();
    evaluations.addAll(from.header().evaluations());
    RunPosition at = from.position();
    ResumePoint next = new ResumePoint(at.iteration(), at.rollbacks());
    log.event(first.resumed(Instant.now(), setup(schedule), next, reason));
    LOG.info("Run {} goes on with iteration {}.", runId, at.iteration());
  }

  void started(RunPlan plan, long examples, int workers, int nextIteration) {
    RunInfo info =
        new RunInfo(
            runId,
            examples,
            workers,
            plan.iterationsPerEpoch(),
            plan.firstIteration(),
            nextIteration,
            (long) plan.lastIteration() - plan.firstIteration());
    request.observers().forEach(observer -> observer.started(info));
  }

  void round(List<HistoryRow> rows, RoundSummary summary, RunControl control) {
    log.rows(rows);
    request.observers().forEach(observer -> observer.updated(rows));
    request.observers().forEach(observer -> observer.roundFinished(summary, control));
  }

  void reset(RateReset reset, @Nullable String reason) {
    log.event(first.reset(Instant.now(), reset, reason));
  }

  /** The run went back to a checkpoint, with a reset there. */
  void rolledBack(ISchedule schedule, Checkpoint to, RateReset reset, String reason) {
    LOG.warn("Run {}: {}.", runId, reason);
    log.rollBack(to.position().iteration());
    resuming(schedule, to, reason);
    reset(reset, reason);
  }

  /** A worker's part of a round is left out of the average. */
  void excluded(NonFinite wrong, RoundInput round, int epoch) {
    String what =
        "%s; not in the average: its %d examples of minibatches %d to %d of epoch %d"
            .formatted(
                wrong.text(),
                wrong.examples(),
                round.firstMinibatch(),
                round.firstMinibatch() + round.minibatches() - 1,
                epoch);
    LOG.warn("Run {}: {}.", runId, what);
    log.event(first.excluded(Instant.now(), what));
  }

  /** Records rows of a round that failed. */
  void rows(List<HistoryRow> rows) {
    log.rows(rows);
  }

  /** Makes what was recorded so far visible; false if that failed. */
  boolean flush() {
    return log.flush();
  }

  List<EvaluationRow> evaluations() {
    return evaluations;
  }

  void evaluated(List<EvaluationRow> rows) {
    evaluations.addAll(rows);
    rows.forEach(log::evaluation);
    rows.forEach(row -> request.observers().forEach(observer -> observer.evaluated(row)));
  }

  String runId() {
    return runId;
  }

  RunLog log() {
    return log;
  }

  void finished(RunPosition end, Map<String, Double> more) {
    Map<String, Double> metrics = metrics(end);
    metrics.putAll(more);
    log.event(first.finished(Instant.now(), metrics));
  }

  void failed(RuntimeException failure, RunPosition end) {
    String reason = String.valueOf(failure.getMessage());
    Instant now = Instant.now();
    log.event(
        Thread.currentThread().isInterrupted()
            ? first.interrupted(now, reason, metrics(end))
            : first.failed(now, reason, metrics(end)));
  }

  private Map<String, Double> metrics(RunPosition end) {
    Map<String, Double> metrics = new HashMap<>();
    metrics.put(RunRecord.ITERATIONS, (double) end.iteration());
    metrics.put(RunRecord.EPOCHS, (double) end.epoch());
    metrics.put(RunRecord.TRAIN_LOSS, end.loss());
    if (!evaluations.isEmpty()) {
      Double accuracy = evaluations.get(evaluations.size() - 1).accuracy();
      if (accuracy != null) {
        metrics.put(RunRecord.ACCURACY, accuracy);
      }
    }
    return metrics;
  }
}
