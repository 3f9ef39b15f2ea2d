package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.history.EvaluationRow;
import io.clrspark.history.HistoryRow;
import io.clrspark.history.RateReset;
import io.clrspark.history.RunKind;
import io.clrspark.history.RunLog;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Segment;
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
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;

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
  private final List<RateReset> resets = new ArrayList<>();

  private @Nullable LoadedData loaded;
  private ISchedule schedule;
  private NetworkState state = NetworkState.NONE;
  private int firstIteration;
  private int iteration;
  private int epoch;
  private int minibatch;
  private int round;
  private double lastRate;
  private boolean stopped;
  private int evaluated;

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
    this.schedule = trainer.schedule();
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
    from.ifPresentOrElse(this::restore, () -> journal.starting(schedule));
  }

  /** Makes this what the run was at a checkpoint. */
  private void restore(Checkpoint checkpoint) {
    RunPosition position = checkpoint.position();
    firstIteration = position.firstIteration();
    iteration = position.iteration();
    epoch = position.epoch();
    minibatch = position.minibatch();
    round = position.round();
    evaluated = position.evaluated();
    lastRate = position.rate();
    state = checkpoint.state();
    resets.clear();
    schedule = trainer.schedule();
    checkpoint.resets().forEach(this::reset);
    journal.resuming(schedule, checkpoint);
  }

  /** Makes a reset part of the schedule again. */
  private void reset(RateReset reset) {
    Reset changes =
        Reset.none().baseLr(reset.baseLr()).maxLr(reset.maxLr()).stepSize(reset.stepSize());
    schedule = ((CyclicLR) schedule).reset(reset.iteration(), changes);
    resets.add(reset);
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
        state = network.state(schedule, options.updaterState() == UpdaterState.AVERAGE);
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
      network.update(schedule, state, iteration, epoch);
    }
  }

  /** Ends the run; lets the caller save the network before it counts as finished. */
  TrainingResult finish(Runnable save, Map<String, Double> metrics) {
    release();
    try {
      save.run();
      TrainingResult result =
          journal.finished(iteration, epoch, metrics, checkpoints.flatMap(RunCheckpoints::problem));
      checkpoints.ifPresent(RunCheckpoints::finished);
      return result;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private ClrException failed(Throwable cause) {
    release();
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
          new RoundRunner(data, options, network.type(), replicas, schedule)) {
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
    if (schedule instanceof CyclicLR cyclic) {
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
    checkpointWhenDue(data.training());
    while (isUnfinished(plan)) {
      if (minibatch == 0) {
        listeners.epochStarted(state, journal.lastLoss(), iteration, epoch);
      }
      minibatch += runRound(plan, runner);
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
        checkpointWhenDue(data.training());
      }
    }
    checkpointAtTheEnd(data.training());
  }

  private void checkpointWhenDue(TrainingData data) {
    if (checkpoints.isPresent() && checkpoints.get().isDue(position())) {
      checkpoint(checkpoints.get(), data);
    }
  }

  private void checkpointAtTheEnd(TrainingData data) {
    if (checkpoints.isPresent() && !checkpoints.get().isAt(position())) {
      checkpoint(checkpoints.get(), data);
    }
  }

  /** The rows of before a checkpoint are visible before it is. */
  private void checkpoint(RunCheckpoints kept, TrainingData data) {
    journal.flush();
    kept.save(
        new Checkpoint(
            journal.runId(),
            Identities.of(trainer, network, data),
            position(),
            resets,
            journal.evaluations(),
            Identities.kept(trainer),
            Versions.all(),
            state));
  }

  private RunPosition position() {
    return new RunPosition(
        firstIteration,
        iteration,
        epoch,
        minibatch,
        round,
        evaluated,
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

  /** Runs a round from where the epoch stands; how many minibatches it took. */
  private int runRound(RunPlan plan, RoundRunner runner) {
    long started = System.nanoTime();
    int minibatches = plan.minibatches(options.averagingFrequency(), minibatch, iteration);
    RoundResult result =
        runner.run(state, new RoundInput(iteration, epoch, minibatch, minibatches));
    state = result.average();
    int first = iteration;
    iteration += result.updates();
    List<HistoryRow> rows = result.rows(first, epoch, round);
    round++;
    double seconds = (System.nanoTime() - started) / 1e9;
    LiveReset control = new LiveReset(schedule, iteration);
    RoundSummary summary = RoundSummary.of(rows, seconds);
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
    return minibatches;
  }

  private void reschedule(CyclicLR changed, RunPlan plan, RoundRunner runner) {
    changed.checkScale(iteration, plan.lastIteration());
    runner.reschedule(changed);
    Segment fresh = last(changed);
    double oldMaxLr = last((CyclicLR) schedule).maxLr();
    schedule = changed;
    RateReset reset =
        new RateReset(iteration, fresh.baseLr(), fresh.maxLr(), fresh.stepSize(), oldMaxLr);
    resets.add(reset);
    journal.reset(reset);
  }

  private static Segment last(CyclicLR cyclic) {
    return cyclic.segments().get(cyclic.segments().size() - 1);
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
