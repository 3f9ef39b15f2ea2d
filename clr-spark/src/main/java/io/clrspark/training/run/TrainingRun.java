package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunLog;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.network.replica.ReplicaPool;
import io.clrspark.schedule.Schedule;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.job.RoundRunner;
import io.clrspark.training.job.TaskFailures;
import io.clrspark.training.plan.LoadedData;
import io.clrspark.training.plan.NetworkCheck;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.settings.TrainerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;

/** One run: loads data, then trains until the planned iteration, once or several times. */
@Internal
public final class TrainingRun {

  private final RunContext context;
  private final RunRequest request;
  private final DriverNetwork network;
  private final RunProgress progress;
  private final RunJournal journal;
  private final boolean isResumed;
  private @Nullable LoadedData loaded;

  private TrainingRun(RunContext context, RunStart start) {
    this.context = context;
    this.request = context.request();
    this.network = context.network();
    this.progress = context.progress();
    this.journal = context.journal();
    this.isResumed = start.checkpoint().isPresent();
    this.loaded = start.loaded().orElse(null);
  }

  /**
   * Begins a new run or resumes one, and records that in its log.
   *
   * @throws ClrException if its log or checkpoints cannot be written, or the id is taken
   */
  public static TrainingRun start(RunStart start) {
    try {
      return start(start, start.open());
    } catch (RuntimeException e) {
      start.loaded().ifPresent(LoadedData::close);
      throw e;
    }
  }

  /** The same with an open log. */
  public static TrainingRun start(RunStart start, RunLog log) {
    TrainingRun run = new TrainingRun(start.context(log), start);
    start.checkpoint().ifPresentOrElse(run::resume, run.journal::starting);
    return run;
  }

  private void resume(Checkpoint from) {
    progress.restore(from);
    progress.schedule().restore(from.header().resets());
    journal.resuming(progress.schedule().now(), from, null);
  }

  public RunLog log() {
    return journal.log();
  }

  public String id() {
    return journal.runId();
  }

  public void listeners(Collection<TrainingListener> called) {
    context.listeners().set(called);
  }

  /** Trains on an RDD, from the network as it is. A run may train any number of times. */
  public void fit(JavaRDD<?> examples) {
    int roundsBefore = position().round();
    try {
      NetworkCheck.trainable(network);
      if (!isResumed) {
        progress.startFrom(startingState(), network.iteration(), network.epoch());
      }
      RunStart.inJobGroup(examples, id(), () -> train(load(examples)));
      updateNetwork();
    } catch (Throwable e) { // an Error leaves a run behind too; Spark's are checked, undeclared
      if (position().round() > roundsBefore) {
        updateNetwork();
      }
      throw failed(e);
    }
  }

  private NetworkState startingState() {
    return network.state(
        progress.schedule().now(), request.settings().updaterState() == UpdaterState.AVERAGE);
  }

  private void updateNetwork() {
    if (request.kind() == RunKind.TRAIN) {
      RunPosition at = position();
      network.update(progress.schedule().now(), progress.state(), at.iteration(), at.epoch());
    }
  }

  /** Ends the run; lets the caller save the network before it counts as finished. */
  public void finish(Runnable save, Map<String, Double> metrics) {
    release();
    try {
      save.run();
      journal.finished(position(), metrics);
      journal.flush(); // a run that is marked as finished is never resumed to tell of its end
      context.checkpoints().ifPresent(RunCheckpoints::finished);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /** Where the run stands. */
  public RunPosition position() {
    return progress.position();
  }

  /** Every evaluation so far, in order. */
  public List<EvaluationRow> evaluations() {
    return List.copyOf(journal.evaluations());
  }

  /** Why the last checkpoint could not be written; empty when all is well. */
  public Optional<String> checkpointProblem() {
    return context.checkpoints().flatMap(RunCheckpoints::problem);
  }

  private ClrException failed(Throwable cause) {
    if (loaded != null) {
      loaded.abandon();
      loaded = null;
    }
    ClrException failure =
        TaskFailures.failure("train from iteration " + position().iteration(), cause);
    journal.failed(failure, position());
    return failure;
  }

  private LoadedData load(JavaRDD<?> examples) {
    if (loaded == null || !loaded.isOf(examples)) {
      release();
      loaded =
          LoadedData.load(
              examples, network.architecture(), request.settings(), request.evaluations());
    }
    return loaded;
  }

  private LoadedData train(LoadedData all) {
    TrainerSettings settings = request.settings();
    TrainingData data = all.training();
    NetworkCheck.fits(network, data.layout());
    RunPlan plan = RunPlan.of(data, network.architecture(), settings, position().firstIteration());
    plan.requireNotPast(position().iteration(), id());
    ISchedule schedule = progress.schedule().now();
    if (schedule instanceof Schedule ours) {
      ours.checkScale(position().iteration(), plan.lastIteration());
    }
    journal.started(plan, data.examples(), settings.workers(), position().iteration());
    ReplicaPool replicas = new ReplicaPool(network.architecture(), network.parameters());
    try (RoundRunner runner = new RoundRunner(data, settings, network.type(), replicas, schedule)) {
      new RoundLoop(context, plan, runner, all).train();
    }
    return all;
  }

  private void release() {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }
}
