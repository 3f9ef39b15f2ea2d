package io.clrspark.network.replica;

import io.clrspark.Internal;
import io.clrspark.network.Network;
import io.clrspark.network.NetworkState;
import java.io.Serializable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A trained network as it is sent to the executors to compute outputs. Its broadcast gives every
 * executor one pool; each task works with a copy of its own, which later tasks use again. Copies
 * use oneDNN if the driver's process does.
 */
@Internal
public final class InferencePool implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ReplicaPool configuration;
  private final NetworkState state;
  private transient @Nullable ConcurrentLinkedQueue<Network> idle; // none before the first use

  public InferencePool(Network network) {
    this.configuration = new ReplicaPool(network.architecture(), network.parameters().length());
    this.state = NetworkState.of(network, false);
  }

  /** Does something with a copy of the network that no other thread uses meanwhile. */
  public <T> T with(Function<Network, T> work) {
    Network network = idle().poll();
    if (network == null) {
      network = configuration.plain();
      state.copyParametersTo(network);
    }
    network.clearState();
    T result = work.apply(network);
    idle().add(network);
    return result;
  }

  private synchronized ConcurrentLinkedQueue<Network> idle() {
    if (idle == null) {
      idle = new ConcurrentLinkedQueue<>();
    }
    return idle;
  }
}
