package io.clrspark.network.replica;

import io.clrspark.Internal;
import io.clrspark.examples.ArrayBytes;
import io.clrspark.network.Architecture;
import io.clrspark.network.Network;
import java.io.Serializable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.commons.lang3.SerializationUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies of a trained network in one process, for its outputs. A thread uses one at a time;
 * building one takes tens of milliseconds, so they are kept. They use oneDNN if the process that
 * made the pool does.
 */
@Internal
public final class OutputPool implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] architecture;
  private final byte[] parameters;
  private final long count;
  private final boolean oneDnn;
  private transient @Nullable ConcurrentLinkedQueue<Network> idle; // none before the first use

  public OutputPool(Network network) {
    this.architecture = SerializationUtils.serialize(network.architecture());
    this.parameters = ArrayBytes.bytes(network.parameters());
    this.count = network.parameters().length();
    this.oneDnn = OneDnn.isFor(architecture);
  }

  /** Does something with a copy. A copy whose work failed is not used again. */
  public <T> T with(Function<Network, T> work) {
    Network network = borrow();
    T result = work.apply(network);
    giveBack(network);
    return result;
  }

  /** A copy that no other thread uses until it is given back. */
  public Network borrow() {
    Network network = idle().poll();
    if (network == null) {
      return OneDnn.with(oneDnn, this::build);
    }
    network.clearState();
    return network;
  }

  /** Takes a copy back. */
  public void giveBack(Network network) {
    idle().add(network);
  }

  @SuppressWarnings("try") // the workspace is a scope
  private Network build() {
    try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      Architecture own = ReplicaPool.read(architecture, Architecture.class);
      Network network = Network.of(own.build(Nd4j.create(own.type(), count)));
      ArrayBytes.fill(network.parameters(), parameters);
      return network;
    }
  }

  private synchronized ConcurrentLinkedQueue<Network> idle() {
    if (idle == null) {
      idle = new ConcurrentLinkedQueue<>();
    }
    return idle;
  }
}
