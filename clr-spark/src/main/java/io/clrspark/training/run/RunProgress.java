package io.clrspark.training.run;

import io.clrspark.network.NetworkState;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.round.RoundResult;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The state of a run between two rounds: its position with the one global iteration counter, the
 * network's state and the schedule.
 */
final class RunProgress {

  private final LiveSchedule schedule;
  private NetworkState state = NetworkState.NONE;
  private int firstIteration;
  private int iteration;
  private int epoch;
  private int minibatch;
  private int round;
  private int evaluated;
  private int rollbacks;
  private boolean stopped;
  private double rate;
  private double loss = Double.NaN;

  RunProgress(ISchedule schedule, int iteration, int epoch) {
    this.schedule = new LiveSchedule(schedule);
    this.firstIteration = iteration;
    this.iteration = iteration;
    this.epoch = epoch;
  }

  /** Sets all but the schedule to what it was at a checkpoint. */
  void restore(Checkpoint checkpoint) {
    RunPosition then = checkpoint.position();
    firstIteration = then.firstIteration();
    iteration = then.iteration();
    epoch = then.epoch();
    minibatch = then.minibatch();
    round = then.round();
    evaluated = then.evaluated();
    rollbacks = then.rollbacks();
    stopped = then.stopped();
    rate = then.rate();
    loss = then.loss();
    state = checkpoint.state();
  }

  /** Starts from the network as it is. */
  void startFrom(NetworkState from, int networksIteration, int networksEpoch) {
    state = from;
    firstIteration = networksIteration;
    iteration = networksIteration;
    epoch = networksEpoch;
    minibatch = 0;
    evaluated = 0;
  }

  /**
   * A round has ended.
   *
   * @param minibatches how many every worker had
   */
  void endRound(RoundResult result, int minibatches, RoundSummary summary) {
    state = result.average();
    minibatch += minibatches;
    iteration += result.updates();
    round++;
    rate = summary.lr();
    loss = summary.loss();
  }

  void endEpoch() {
    epoch++;
    minibatch = 0;
  }

  /** Whether a new multiple of the evaluation frequency was reached; remembers it. */
  boolean reaches(int evaluationFrequency) {
    int reached = (iteration - firstIteration) / evaluationFrequency;
    boolean isNew = reached > evaluated;
    evaluated = Math.max(evaluated, reached);
    return isNew;
  }

  /** Goes back to a checkpoint, and counts the rollback. */
  void rollBack(Checkpoint to) {
    int before = rollbacks;
    restore(to);
    rollbacks = before + 1;
  }

  /** No round follows. */
  void stop() {
    stopped = true;
  }

  LiveSchedule schedule() {
    return schedule;
  }

  NetworkState state() {
    return state;
  }

  /** Where the run stands. */
  RunPosition position() {
    return new RunPosition(
        firstIteration,
        iteration,
        epoch,
        minibatch,
        round,
        evaluated,
        rollbacks,
        stopped,
        rate,
        loss);
  }
}
