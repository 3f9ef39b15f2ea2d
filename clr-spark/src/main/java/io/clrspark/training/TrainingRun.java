package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.history.EvaluationRow;
import io.clrspark.history.HistoryRow;
import io.clrspark.history.RateReset;
import io.clrspark.history.RunKind;
import io.clrspark.history.RunLog;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.data.EvaluationData;
import io.clrspark.training.data.TrainingData;
import io.clrspark.training.replica.ComputeThreads;
import io.clrspark.training.replica.DriverNetwork;
import io.clrspark.training.replica.Network;
import io.clrspark.training.replica.NetworkState;
import io.clrspark.training.replica.ReplicaPool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * One run: loads data, then rounds until the planned iteration, once or in several legs. It holds
 * what a run is between two rounds: the state, the schedule and the one global iteration counter.
 */
final class TrainingRun {

  private final ClrTrainer trainer;
  private final TrainerOptions options;
  private final DriverNetwork network;
  private final RunJournal journal;

  private final DriverListeners listeners;
  private final Optional<Checkpoint> from;
  private final Optional<RunCheckpoints> checkpoints;
  private final LiveSchedule schedule;

  private @Nullable LoadedData loaded;
  private NetworkState state = NetworkState.NONE;
  private int firstIteration;
  private int iteration;
  private int epoch;
  private int minibatch;
  private int round;
  private double lastRate;
  private boolean stopped;
  private int evaluated;
  private int rollbacks;

  TrainingRun(
      ClrTrainer trainer,
      RunStart start,
      RunLog log,
      Network network,
      Optional<LoadedData> loaded) {
    this.trainer = trainer;
    this.options = trainer.options();
    this.network = new DriverNetwork(network);
    this.journal = new RunJournal(start.runId(), log, trainer);
    this.listeners = new DriverListeners(this.network);
    this.schedule = new LiveSchedule(trainer.schedule());
    this.iteration = this.network.iteration();
    this.epoch = this.network.epoch();
    this.from = start.checkpoint();
    this.checkpoints = start.checkpoints();
    this.loaded = loaded.orElse(null);
  }

  String id() {
    return journal.runId();
  }

  void listeners(Collection<TrainingListener> called) {
    listeners.set(called);
  }

  /** Tells the history that the run is there. */
  void start() {
    from.ifPresentOrElse(
        checkpoint -> {
          restore(checkpoint);
          schedule.restore(checkpoint.resets());
          journal.resuming(schedule.now(), checkpoint, null);
        },
        () -> journal.starting(schedule.now()));
  }

  /** Makes this what the run was at a checkpoint, but for the schedule. */
  private void restore(Checkpoint checkpoint) {
    RunPosition position = checkpoint.position();
    firstIteration = position.firstIteration();
    iteration = position.iteration();
    epoch = position.epoch();
    minibatch = position.minibatch();
    round = position.round();
    evaluated = position.evaluated();
    rollbacks = position.rollbacks();
    stopped = position.stopped();
    lastRate = position.rate();
    state = checkpoint.state();
  }

  /** Trains on from what the network is; a run may have any number of legs. */
  void leg(JavaRDD<?> examples) {
    int roundsBefore = round;
    try {
      NetworkCheck.trainable(network);
      if (from.isEmpty()) {
        firstIteration = network.iteration();
        iteration = firstIteration;
        epoch = network.epoch();
        minibatch = 0;
        evaluated = 0;
        state = network.state(schedule.now(), options.updaterState() == UpdaterState.AVERAGE);
      }
      loadAndRun(examples);
      updateNetwork();
    } catch (Throwable e) { // an Error leaves a run behind too; Spark's are checked, undeclared
      if (round > roundsBefore) {
        updateNetwork();
      }
      throw failed(e);
    }
  }

  private void updateNetwork() {
    if (trainer.kind() == RunKind.TRAIN) {
      network.update(schedule.now(), state, iteration, epoch);
    }
  }

  /** Ends the run; lets the caller save the network before it counts as finished. */
  TrainingResult finish(Runnable save, Map<String, Double> metrics) {
    release();
    try {
      save.run();
      TrainingResult result =
          journal.finished(iteration, epoch, metrics, checkpoints.flatMap(RunCheckpoints::problem));
      journal.flush(); // a run that is marked as finished is never resumed to tell of its end
      checkpoints.ifPresent(RunCheckpoints::finished);
      return result;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private ClrException failed(Throwable cause) {
    if (loaded != null) {
      loaded.abandon();
      loaded = null;
    }
    ClrException failure = Tasks.failure("train from iteration " + iteration, cause);
    journal.failed(failure, iteration, epoch);
    return failure;
  }

  /** Mean loss of the last iteration over the workers; NaN before the first. */
  double lastLoss() {
    return journal.lastLoss();
  }

  private void loadAndRun(JavaRDD<?> examples) {
    ComputeThreads threads = ComputeThreads.now();
    try (JobGroup jobs = JobGroup.enter(examples.context(), journal.runId())) {
      LoadedData all = load(examples);
      TrainingData data = all.training();
      NetworkCheck.fits(network, data.layout());
      RunPlan plan = RunPlan.of(data, network.architecture(), options, firstIteration);
      requireNotPast(plan);
      checkRates(plan);
      journal.started(plan, data.examples(), options.workers(), iteration);
      ReplicaPool replicas = new ReplicaPool(network.architecture(), network.parameters());
      try (RoundRunner runner =
          new RoundRunner(data, options, network.type(), replicas, schedule.now())) {
        runEpochs(plan, runner, all);
        jobs.done();
      }
    } finally {
      threads.restore(); // with a local master, tasks set them in this process
    }
  }

  private LoadedData load(JavaRDD<?> examples) {
    if (loaded != null && loaded.isOf(examples)) {
      return loaded;
    }
    release();
    loaded = LoadedData.load(examples, options, trainer.evaluations());
    return loaded;
  }

  private void release() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }

  private void checkRates(RunPlan plan) {
    if (schedule.now() instanceof CyclicLR cyclic) {
      cyclic.checkScale(iteration, plan.lastIteration());
    }
  }

  private void requireNotPast(RunPlan plan) {
    if (iteration > plan.lastIteration()) {
      throw new ClrException(
          "Cannot resume run %s: it has made %d iterations, and is to make %d. Give more epochs or iterations."
              .formatted(
                  journal.runId(),
                  iteration - firstIteration,
                  plan.lastIteration() - firstIteration));
    }
  }

  private void runEpochs(RunPlan plan, RoundRunner runner, LoadedData data) {
    List<EvaluationData> heldOut = data.heldOut().sets();
    checkpointWhenDue(data);
    while (isUnfinished(plan)) {
      if (minibatch == 0) {
        listeners.epochStarted(state, journal.lastLoss(), iteration, epoch);
      }
      try {
        runRound(plan, runner);
      } catch (RollbackException e) {
        rollBack(e, runner, data);
        continue;
      }
      if (minibatch == plan.minibatchesPerEpoch()) {
        listeners.epochFinished(state, journal.lastLoss(), iteration, epoch);
        epoch++;
        minibatch = 0;
      }
      if (options.evaluationFrequency() != 0) {
        evaluateWhenDue(runner, heldOut);
      } else if (minibatch == 0 || !isUnfinished(plan)) {
        evaluate(runner, heldOut);
      }
      if (isUnfinished(plan)) {
        checkpointWhenDue(data);
      }
    }
    checkpointAtTheEnd(data);
  }

  private void checkpointWhenDue(LoadedData data) {
    if (checkpoints.isPresent() && checkpoints.get().isDue(position())) {
      checkpoint(checkpoints.get(), data);
    }
  }

  private void checkpointAtTheEnd(LoadedData data) {
    if (checkpoints.isPresent() && !checkpoints.get().isAt(position())) {
      checkpoint(checkpoints.get(), data);
    }
  }

  /** The rows of before a checkpoint are visible before it is, or it is not made. */
  private void checkpoint(RunCheckpoints kept, LoadedData data) {
    Checkpoint checkpoint =
        new Checkpoint(
            journal.runId(),
            Identities.kept(trainer, network, data, firstIteration),
            position(),
            schedule.resets(),
            journal.evaluations(),
            Identities.kept(trainer),
            Versions.all(),
            state);
    kept.save(checkpoint, journal.flush());
  }

  private RunPosition position() {
    return new RunPosition(
        firstIteration,
        iteration,
        epoch,
        minibatch,
        round,
        evaluated,
        rollbacks,
        stopped,
        lastRate,
        journal.lastLoss());
  }

  private boolean isUnfinished(RunPlan plan) {
    return iteration < plan.lastIteration() && !stopped;
  }

  /** Evaluates once the run has reached the next multiple of the frequency. */
  private void evaluateWhenDue(RoundRunner runner, List<EvaluationData> heldOut) {
    int reached = (iteration - firstIteration) / options.evaluationFrequency();
    if (reached > evaluated) {
      evaluated = reached;
      evaluate(runner, heldOut);
    }
  }

  /** Runs a round from where the epoch stands. */
  private void runRound(RunPlan plan, RoundRunner runner) {
    long started = System.nanoTime();
    int minibatches = plan.minibatches(options.averagingFrequency(), minibatch, iteration);
    RoundInput input = new RoundInput(iteration, epoch, minibatch, minibatches);
    RoundResult result = runner.run(state, input, Set.of());
    List<NonFinite> wrong = result.nonFinite(iteration);
    if (!wrong.isEmpty() && trainer.kind() == RunKind.TRAIN) {
      result = resolved(result, wrong, input, runner);
    }
    state = result.average();
    minibatch += minibatches;
    int first = iteration;
    iteration += result.updates();
    List<HistoryRow> rows = result.rows(first, epoch, round);
    round++;
    double seconds = (System.nanoTime() - started) / 1e9;
    LiveReset control = new LiveReset(schedule.now(), iteration);
    RoundSummary summary = RoundSummary.of(rows, result.excluded(), seconds);
    journal.round(rows, summary, control);
    lastRate = summary.lr();
    listeners.roundFinished(
        state,
        summary.loss(),
        rows.stream().mapToLong(HistoryRow::examples).sum(),
        iteration,
        epoch);
    stopped = control.isStopped();
    control.changed().ifPresent(changed -> reschedule(changed, plan, runner));
  }

  /** A round whose average is over the workers that are sound. */
  private RoundResult resolved(
      RoundResult result, List<NonFinite> wrong, RoundInput input, RoundRunner runner) {
    NonFinite first = wrong.get(0);
    OnNonFinite rule = options.onNonFinite();
    if (rule.action() == OnNonFinite.Action.EXCLUDE && wrong.size() < result.present()) {
      Set<Integer> workers = wrong.stream().map(NonFinite::worker).collect(Collectors.toSet());
      wrong.forEach(one -> journal.excluded(one, input, epoch));
      return result.withAverageOf(runner.run(state, input, workers), workers);
    }
    if (rule.action() == OnNonFinite.Action.ROLLBACK && rollbacks < rule.times()) {
      throw new RollbackException(first, result.rows(iteration, epoch, round));
    }
    journal.rows(result.rows(iteration, epoch, round));
    throw new ClrException(
        "Cannot train on: %s. %s"
            .formatted(
                first.text(),
                rule.action() == OnNonFinite.Action.ROLLBACK
                    ? "The run has gone back %d times already. Try lower rates."
                        .formatted(rollbacks)
                    : "Try a lower maxLr, or look at the data."));
  }

  private void reschedule(CyclicLR changed, RunPlan plan, RoundRunner runner) {
    changed.checkScale(iteration, plan.lastIteration());
    runner.reschedule(changed);
    journal.reset(schedule.changed(changed, iteration), null);
  }

  /** Goes back to the newest checkpoint, and on from there with a lower maxLr. */
  private void rollBack(RollbackException failed, RoundRunner runner, LoadedData data) {
    NonFinite wrong = failed.cause();
    RunCheckpoints kept = checkpoints.orElseThrow();
    Checkpoint newest = kept.newest();
    int next = newest.position().iteration();
    RateReset reset = lowered(newest, failed);
    String reason =
        "%s; went back from iteration %d to %d, maxLr %s -> %s"
            .formatted(wrong.text(), iteration, next, reset.oldMaxLr(), reset.maxLr());
    restore(newest);
    rollbacks++;
    runner.reschedule(schedule.now());
    journal.rolledBack(schedule.now(), newest, reset, reason);
    checkpoint(kept, data);
  }

  private RateReset lowered(Checkpoint newest, RollbackException failed) {
    try {
      return schedule.lower(
          newest.resets(), newest.position().iteration(), options.onNonFinite().maxLrFactor());
    } catch (ClrException e) {
      journal.rows(failed.rows());
      throw new ClrException(
          "Cannot train on: %s. %s".formatted(failed.cause().text(), e.getMessage()), e);
    }
  }

  private void evaluate(RoundRunner runner, List<EvaluationData> sets) {
    List<EvaluationRow> rows = new ArrayList<>();
    for (EvaluationData set : sets) {
      EvaluationSum sum = runner.evaluate(set, state, iteration, epoch);
      double accuracy = sum.accuracy();
      rows.add(
          new EvaluationRow(
              iteration,
              set.name(),
              epoch,
              lastRate,
              sum.loss(),
              Double.isNaN(accuracy) ? null : accuracy,
              sum.examples(),
              Instant.now()));
    }
    journal.evaluated(rows);
  }
}
