package io.clrspark.training.round.channel;

import io.clrspark.network.NetworkState;
import java.io.Serializable;
import org.apache.spark.storage.BroadcastBlockId;

/**
 * Where a process finds a state: here, or in blocks of another process.
 *
 * <p>The blocks count as parts of a broadcast, so that they go when it is destroyed, whatever
 * happened before.
 */
final class StatePlace implements Serializable {

  private static final long serialVersionUID = 1L;

  private final NetworkState here;
  private final String host;
  private final int port;
  private final String executor;
  private final long broadcast;
  private final String name;
  private final boolean hasUpdater;

  private StatePlace(
      NetworkState here,
      String host,
      int port,
      String executor,
      long broadcast,
      String name,
      boolean hasUpdater) {
    this.here = here;
    this.host = host;
    this.port = port;
    this.executor = executor;
    this.broadcast = broadcast;
    this.name = name;
    this.hasUpdater = hasUpdater;
  }

  static StatePlace here(NetworkState state) {
    return new StatePlace(state, "", 0, "", 0, "", false);
  }

  /**
   * In blocks.
   *
   * @param name differs between all states of the broadcast
   */
  static StatePlace at(
      String host, int port, String executor, long broadcast, String name, boolean hasUpdater) {
    return new StatePlace(NetworkState.NONE, host, port, executor, broadcast, name, hasUpdater);
  }

  boolean isHere() {
    return name.isEmpty();
  }

  NetworkState state() {
    return here;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  String executor() {
    return executor;
  }

  String name() {
    return name;
  }

  BroadcastBlockId parameters() {
    return new BroadcastBlockId(broadcast, name + "_parameters");
  }

  BroadcastBlockId updater() {
    return new BroadcastBlockId(broadcast, name + "_updater");
  }

  boolean hasUpdater() {
    return hasUpdater;
  }
}
