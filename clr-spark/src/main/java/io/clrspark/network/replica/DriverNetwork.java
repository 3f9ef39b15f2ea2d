package io.clrspark.network.replica;

import io.clrspark.Internal;
import io.clrspark.network.Architecture;
import io.clrspark.network.Network;
import io.clrspark.network.NetworkState;
import io.clrspark.network.ScheduleOverride;
import io.clrspark.network.UpdaterStates;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The caller's network, in the driver: a run starts from its state and writes the result back. In
 * between, only what listeners see of it changes.
 *
 * @param network an initialized network
 */
@Internal
public record DriverNetwork(Network network) {

  /** The caller's configuration object; the engine changes only copies of it. */
  public Architecture architecture() {
    return network.architecture();
  }

  /** The caller's object. */
  public Model model() {
    return network.model();
  }

  public long parameters() {
    return network.parameters().length();
  }

  public DataType type() {
    return architecture().type();
  }

  public int iteration() {
    return network.iteration();
  }

  public int epoch() {
    return network.epoch();
  }

  /**
   * The state to start from: the network's parameters, and its updater's state in the layout that
   * the network has under the schedule.
   *
   * @throws io.clrspark.ClrException if the schedule cannot be applied
   */
  public NetworkState state(ISchedule schedule, boolean withUpdater) {
    Architecture copy = ScheduleOverride.applied(architecture(), schedule);
    Network scheduled = Replica.build(copy, parameters(), schedule);
    scheduled.parameters().assign(network.parameters());
    if (withUpdater) {
      UpdaterStates.carry(network, scheduled);
    }
    return NetworkState.of(scheduled, withUpdater);
  }

  /** Sets parameters, score and counts to those of a finished round. */
  public void show(NetworkState state, double loss, int iteration, int epoch) {
    state.copyParametersTo(network);
    network.count(iteration, epoch);
    network.score(loss);
  }

  /** Sets an input of that many examples, for listeners that ask for its size. */
  public void showInput(long examples) {
    network.input(Nd4j.create(type(), examples, 1));
  }

  public void hideInput() {
    network.input(null);
  }

  /** Sets configuration, parameters, updater state and counts to those of a finished run. */
  public void update(ISchedule schedule, NetworkState state, int iteration, int epoch) {
    network.reconfigure(ScheduleOverride.applied(architecture(), schedule));
    ScheduleOverride.complete(network, schedule);
    byte[] fresh = NetworkState.of(network, true).updater();
    state.orUpdater(fresh).copyTo(network);
    network.count(iteration, epoch);
  }
}
