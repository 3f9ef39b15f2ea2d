package io.clrspark.network.replica;

import io.clrspark.Internal;
import io.clrspark.examples.Minibatch;
import io.clrspark.network.Architecture;
import io.clrspark.network.Network;
import io.clrspark.network.NetworkState;
import io.clrspark.network.ScheduleOverride;
import io.clrspark.network.fast.FastTraining;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

/** A worker's copy of the network, under the schedule. For one thread at a time. */
@Internal
public final class Replica {

  private final Network network;
  private final long scheduleId;
  private final @Nullable AccuracyCountingLoss answers;
  private final RowListener listener;
  private @Nullable WeighingLoss weighing;
  private final byte[] freshUpdater;
  private final FastTraining fast;

  /**
   * @param architecture the network's, without the schedule; not changed
   * @param parameters how many parameters the network has
   */
  Replica(Architecture architecture, long parameters, ISchedule schedule, long scheduleId) {
    Architecture own = ScheduleOverride.applied(architecture, schedule);
    this.answers = AccuracyCountingLoss.install(own.outputs());
    this.network = build(own, parameters, schedule);
    this.fast = FastTraining.install(network);
    ExactRate.install(network);
    this.scheduleId = scheduleId;
    this.listener =
        new RowListener(schedule, () -> answers == null ? Double.NaN : answers.accuracy());
    network.model().setListeners(List.of(listener));
    this.freshUpdater = NetworkState.of(network, true).updater();
  }

  /** A new network under the schedule; its parameters are zero, its updater state is fresh. */
  @SuppressWarnings("try") // the workspace is a scope
  public static Network build(Architecture architecture, long parameters, ISchedule schedule) {
    try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      Network network =
          Network.of(architecture.build(Nd4j.create(architecture.type(), parameters)));
      ScheduleOverride.complete(network, schedule);
      return network;
    }
  }

  Network network() {
    return network;
  }

  /** The type of the parameters. */
  public DataType type() {
    return network.architecture().type();
  }

  long scheduleId() {
    return scheduleId;
  }

  FastTraining fast() {
    return fast;
  }

  /**
   * Overwrites everything that a task may have left in this replica. The updater starts afresh if
   * the state has none.
   */
  public void load(NetworkState state, int iteration, int epoch) {
    state.orUpdater(freshUpdater).copyTo(network);
    network.count(iteration, epoch);
    network.clearState();
  }

  public NetworkState state(boolean withUpdater) {
    return NetworkState.of(network, withUpdater);
  }

  /** Trains on one minibatch: one update, or one per time segment under truncated BPTT. */
  public void train(Minibatch batch, UpdateRows rows) {
    listener.expect(batch.examples(), rows);
    weigh(batch);
    network.fit(batch);
  }

  /** The loss function changes with the first examples that have weights. */
  private void weigh(Minibatch batch) {
    INDArray weights = batch.weights();
    if (weights != null && weighing == null) {
      weighing = WeighingLoss.install(network.architecture().outputs());
    }
    if (weighing != null) {
      weighing.weigh(weights);
    }
  }

  /** Scores one minibatch without training. */
  public Score score(Minibatch batch) {
    weigh(batch);
    double loss = network.score(batch);
    return answers == null
        ? new Score(loss, 0, 0)
        : new Score(loss, answers.right(), answers.counted());
  }

  /**
   * The score of a minibatch.
   *
   * @param loss DL4J's score, regularization included
   * @param right the number of right answers
   * @param counted the number of all answers; 0 if the network is no classifier
   */
  public record Score(double loss, long right, long counted) {}
}
