package io.clrspark.network;

import io.clrspark.Internal;
import io.clrspark.examples.ArrayBytes;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parameters and updater state of a network as bytes in the network's data type, both in DL4J's
 * flattened order.
 */
@Internal
public final class NetworkState implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = {};

  /** No state. */
  public static final NetworkState NONE = new NetworkState(EMPTY, EMPTY);

  private final byte[] parameters;
  private final byte[] updater;

  public NetworkState(byte[] parameters, byte[] updater) {
    this.parameters = parameters;
    this.updater = updater;
  }

  /**
   * The network's state; without updater state if {@code withUpdater} is false or there is none.
   */
  public static NetworkState of(Network network, boolean withUpdater) {
    INDArray updater = withUpdater ? network.updater().getStateViewArray() : null;
    return new NetworkState(
        ArrayBytes.bytes(network.parameters()),
        updater == null ? EMPTY : ArrayBytes.bytes(updater));
  }

  /** This state, with the given updater state if it has none. */
  public NetworkState orUpdater(byte[] fresh) {
    return updater.length == 0 ? new NetworkState(parameters, fresh) : this;
  }

  /** Overwrites the network's parameters. */
  public void copyParametersTo(Network network) {
    ArrayBytes.fill(network.parameters(), parameters);
  }

  /** Overwrites the network's parameters and updater state. */
  public void copyTo(Network network) {
    copyParametersTo(network);
    @Nullable INDArray state = network.updater().getStateViewArray();
    if (state != null) {
      ArrayBytes.fill(state, updater);
    }
  }

  /** Whether no parameter is NaN or infinite. */
  public boolean hasFiniteParameters(DataType type) {
    return type == DataType.DOUBLE
        ? FiniteNumbers.areDoubles(parameters)
        : FiniteNumbers.areFloats(parameters);
  }

  public byte[] parameters() {
    return parameters;
  }

  /** Empty if there is none. */
  public byte[] updater() {
    return updater;
  }
}
