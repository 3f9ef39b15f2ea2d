package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.history.EvaluationRow;
import io.clrspark.history.HistoryRow;
import io.clrspark.history.RunLog;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.data.EvaluationData;
import io.clrspark.training.data.TrainingData;
import io.clrspark.training.replica.ComputeThreads;
import io.clrspark.training.replica.DriverNetwork;
import io.clrspark.training.replica.Network;
import io.clrspark.training.replica.NetworkState;
import io.clrspark.training.replica.ReplicaPool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * One run: loads the data, then rounds until the planned iteration. It holds what a run is between
 * two rounds: the state, the schedule and the one global iteration counter.
 */
final class TrainingRun {

  private final ClrTrainer trainer;
  private final TrainerOptions options;
  private final JavaRDD<?> examples;
  private final DriverNetwork network;
  private final RunJournal journal;

  private ISchedule schedule;
  private NetworkState state = NetworkState.NONE;
  private int iteration;
  private int epoch;
  private int round;

  TrainingRun(ClrTrainer trainer, String runId, RunLog log, Network network, JavaRDD<?> examples) {
    this.trainer = trainer;
    this.options = trainer.options();
    this.examples = examples;
    this.network = new DriverNetwork(network);
    this.journal = new RunJournal(runId, log, trainer);
    this.schedule = trainer.schedule();
    this.iteration = this.network.iteration();
    this.epoch = this.network.epoch();
  }

  /** Trains, and lets the caller save the network before the run counts as finished. */
  TrainingResult train(Runnable save) {
    journal.starting(schedule);
    try {
      NetworkCheck.trainable(network);
      state = network.state(schedule, options.updaterState() == UpdaterState.AVERAGE);
      loadAndRun();
      network.update(schedule, state, iteration, epoch);
      save.run();
      return journal.finished(iteration, epoch);
    } catch (Exception e) { // Scala throws Spark's checked exceptions without declaring them
      ClrException failure = Tasks.failure("train from iteration " + iteration, e);
      journal.failed(failure, iteration, epoch);
      if (round > 0) {
        network.update(schedule, state, iteration, epoch);
      }
      throw failure;
    }
  }

  private void loadAndRun() {
    int threads = ComputeThreads.blas();
    try (TrainingData data = TrainingData.load(examples, options.workers(), options.seed());
        HeldOutData heldOut = HeldOutData.load(trainer.evaluations(), data.layout())) {
      NetworkCheck.fits(network, data.layout());
      RunPlan plan = RunPlan.of(data, network.architecture(), options, iteration);
      checkRates(plan);
      journal.started(plan, data.examples(), options.workers());
      ReplicaPool replicas = new ReplicaPool(network.architecture(), network.parameters());
      try (RoundRunner runner =
          new RoundRunner(data, options, network.type(), replicas, schedule)) {
        runEpochs(plan, runner, heldOut.sets());
      }
    } finally {
      ComputeThreads.set(threads); // with a local master, tasks set them in this process
    }
  }

  private void checkRates(RunPlan plan) {
    if (schedule instanceof CyclicLR cyclic) {
      cyclic.checkScale(iteration, plan.lastIteration());
    }
  }

  private void runEpochs(RunPlan plan, RoundRunner runner, List<EvaluationData> heldOut) {
    while (iteration < plan.lastIteration()) {
      int minibatch = 0;
      while (minibatch < plan.minibatchesPerEpoch() && iteration < plan.lastIteration()) {
        minibatch += runRound(plan, runner, minibatch);
      }
      if (minibatch == plan.minibatchesPerEpoch()) {
        epoch++;
      }
      evaluate(runner, heldOut);
    }
  }

  /** Runs a round from a minibatch of the epoch on; how many minibatches it took. */
  private int runRound(RunPlan plan, RoundRunner runner, int minibatch) {
    long started = System.nanoTime();
    int minibatches = plan.minibatches(options.averagingFrequency(), minibatch, iteration);
    RoundResult result =
        runner.run(new RoundInput(state, iteration, epoch, minibatch, minibatches));
    state = result.average();
    int first = iteration;
    iteration += result.updates();
    List<HistoryRow> rows = result.rows(first, epoch, round);
    double seconds = (System.nanoTime() - started) / 1e9;
    LiveReset control = new LiveReset(schedule, iteration);
    journal.round(rows, RoundSummary.of(rows, seconds), control);
    round++;
    control.changed().ifPresent(changed -> reschedule(changed, plan, runner));
    return minibatches;
  }

  private void reschedule(CyclicLR changed, RunPlan plan, RoundRunner runner) {
    schedule = changed;
    checkRates(plan);
    runner.reschedule(changed);
    journal.reset(changed, iteration);
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
              schedule.valueAt(iteration - 1, epoch),
              sum.loss(),
              Double.isNaN(accuracy) ? null : accuracy,
              sum.examples(),
              Instant.now()));
    }
    journal.evaluated(rows);
  }
}
