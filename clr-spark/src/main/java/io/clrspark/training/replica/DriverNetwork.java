package io.clrspark.training.replica;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.commons.lang3.reflect.FieldUtils;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The caller's network: where a run starts from, and what it hands back. Between the two it is not
 * touched.
 */
public final class DriverNetwork {

  private final MultiLayerNetwork network;

  /** A network that is initialized. */
  public DriverNetwork(MultiLayerNetwork network) {
    this.network = network;
  }

  /** The caller's configuration object; the engine changes only copies of it. */
  public MultiLayerConfiguration configuration() {
    return network.getLayerWiseConfigurations();
  }

  public long parameters() {
    return network.numParams();
  }

  public DataType type() {
    return configuration().getDataType();
  }

  public int iteration() {
    return network.getIterationCount();
  }

  public int epoch() {
    return network.getEpochCount();
  }

  /**
   * The state to start from: the network's parameters, and its updater's state laid out for the
   * network under the schedule.
   *
   * @throws io.clrspark.ClrException if the schedule cannot be applied
   */
  public NetworkState state(ISchedule schedule, boolean withUpdater) {
    MultiLayerConfiguration copy = ScheduleOverride.applied(configuration(), schedule);
    MultiLayerNetwork scheduled = Replica.build(copy, parameters(), schedule);
    scheduled.params().assign(network.params());
    if (withUpdater) {
      UpdaterStates.carry(network, scheduled);
    }
    return NetworkState.of(scheduled, withUpdater);
  }

  /** Makes the network what the run made of it, with a configuration of its own. */
  public void update(ISchedule schedule, NetworkState state, int iteration, int epoch) {
    reconfigure(ScheduleOverride.applied(configuration(), schedule));
    ScheduleOverride.complete(network, schedule);
    byte[] fresh = NetworkState.of(network, true).updater();
    state.orUpdater(fresh).copyTo(network);
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
  }

  /**
   * Initializes the network again, over the same parameter array, from another configuration. DL4J
   * has no way to replace the configuration of a network; the fields are those that {@code init}
   * asks whether its work is done.
   */
  private void reconfigure(MultiLayerConfiguration configuration) {
    Collection<TrainingListener> listeners = List.copyOf(network.getListeners());
    network.setLayerWiseConfigurations(configuration);
    network.setLayers(null);
    set("layerMap", new LinkedHashMap<>());
    set("initCalled", false);
    set("solver", null);
    network.init(network.params(), false);
    network.initGradientsView();
    network.setListeners(listeners);
  }

  private void set(String field, @org.jspecify.annotations.Nullable Object value) {
    try {
      FieldUtils.writeField(network, field, value, true);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("DL4J's MultiLayerNetwork has no field " + field, e);
    }
  }
}
