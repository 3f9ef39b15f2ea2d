package io.clrspark.training;

import io.clrspark.history.EvaluationRow;
import io.clrspark.history.HistoryRow;
import io.clrspark.history.RateReset;
import io.clrspark.history.RunKind;
import io.clrspark.history.RunLog;
import io.clrspark.history.RunRecord;
import io.clrspark.history.RunSetup;
import io.clrspark.schedule.CyclicLR;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.schedule.ISchedule;

/** Tells a run's history and its observers what happens. */
final class RunJournal {

  private final String runId;
  private final RunLog log;
  private final List<TrainingObserver> observers;
  private final List<EvaluationRow> evaluations = new ArrayList<>();
  private RunRecord record;
  private double lastLoss = Double.NaN;

  RunJournal(String runId, RunLog log, List<TrainingObserver> observers) {
    this.runId = runId;
    this.log = log;
    this.observers = observers;
    this.record =
        RunRecord.started(
            runId, RunKind.TRAIN, Instant.now(), new RunSetup(Map.of(), "", Map.of()));
  }

  void starting(Map<String, String> configuration, ISchedule schedule, TrainerOptions options) {
    Map<String, String> all = new TreeMap<>(options.asProperties());
    all.putAll(configuration);
    record =
        RunRecord.started(
            runId,
            RunKind.TRAIN,
            Instant.now(),
            new RunSetup(all, schedule.toString(), Versions.all()));
    log.event(record);
  }

  void started(RunPlan plan, long examples, int workers) {
    RunInfo info =
        new RunInfo(
            runId,
            examples,
            workers,
            plan.iterationsPerEpoch(),
            plan.firstIteration(),
            (long) plan.lastIteration() - plan.firstIteration());
    observers.forEach(observer -> observer.started(info));
  }

  void round(
      List<HistoryRow> rows,
      int round,
      int epoch,
      int first,
      int next,
      double seconds,
      RunControl control) {
    log.rows(rows);
    IterationMean last = IterationMean.of(rows, next - 1);
    lastLoss = last.loss();
    RoundSummary summary =
        new RoundSummary(
            round, epoch, first, next, last.lr(), last.loss(), last.accuracy(), seconds);
    observers.forEach(observer -> observer.roundFinished(summary, control));
  }

  void reset(CyclicLR schedule, int iteration) {
    log.event(
        record.reset(
            Instant.now(),
            new RateReset(iteration, schedule.baseLr(), schedule.maxLr(), schedule.stepSize())));
  }

  void evaluated(List<EvaluationRow> rows) {
    evaluations.addAll(rows);
    rows.forEach(log::evaluation);
    log.flush();
    rows.forEach(row -> observers.forEach(observer -> observer.evaluated(row)));
  }

  TrainingResult finished(int iterations, int epochs) {
    log.event(record.finished(Instant.now(), metrics(iterations, epochs)));
    log.flush();
    return new TrainingResult(runId, iterations, epochs, lastLoss, evaluations, log);
  }

  void failed(RuntimeException failure, int iterations, int epochs) {
    String reason = String.valueOf(failure.getMessage());
    log.event(record.failed(Instant.now(), reason, metrics(iterations, epochs)));
    log.flush();
  }

  private Map<String, Double> metrics(int iterations, int epochs) {
    Map<String, Double> metrics = new HashMap<>();
    metrics.put(RunRecord.ITERATIONS, (double) iterations);
    metrics.put(RunRecord.EPOCHS, (double) epochs);
    metrics.put(RunRecord.TRAIN_LOSS, lastLoss);
    if (!evaluations.isEmpty()) {
      Double accuracy = evaluations.get(evaluations.size() - 1).accuracy();
      if (accuracy != null) {
        metrics.put(RunRecord.ACCURACY, accuracy);
      }
    }
    return metrics;
  }
}
