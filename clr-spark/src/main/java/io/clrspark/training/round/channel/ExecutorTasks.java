package io.clrspark.training.round.channel;

import io.clrspark.network.NetworkState;
import io.clrspark.training.round.RoundWorkers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * In an executor: what its tasks of a channel do together. They fetch the state that a round starts
 * from once, and add up their own states.
 */
final class ExecutorTasks {

  private static final Map<Long, ExecutorTasks> OF_CHANNEL = new ConcurrentHashMap<>();

  private final StateSums sums;
  private int tasks; // changed in the map's own calls
  // Guarded by this.
  private String name = "";
  private @Nullable CompletableFuture<NetworkState> latest;

  private ExecutorTasks(StateSums sums) {
    this.sums = sums;
  }

  /**
   * A task of the channel begins.
   *
   * @param broadcast the blocks of states go with it
   * @param present the workers of each round
   */
  static ExecutorTasks enter(long channel, long broadcast, RoundWorkers present) {
    return OF_CHANNEL.compute(
        channel,
        (id, found) -> {
          ExecutorTasks entered =
              found == null ? new ExecutorTasks(new StateSums(broadcast, present.tree())) : found;
          entered.tasks++;
          return entered;
        });
  }

  /** A task of the channel ends: with the last one goes what they had in common. */
  static void leave(long channel) {
    OF_CHANNEL.computeIfPresent(
        channel,
        (id, entered) -> {
          entered.tasks--;
          if (entered.tasks > 0) {
            return entered;
          }
          entered.sums.close();
          return null;
        });
  }

  /** How many channels have tasks in this process. */
  static int openCount() {
    return OF_CHANNEL.size();
  }

  StateSums sums() {
    return sums;
  }

  /** The state at a place. */
  synchronized CompletableFuture<NetworkState> fetch(StatePlace place) {
    if (place.isHere()) {
      return StateBlocks.fetch(place);
    }
    if (latest == null || latest.isCompletedExceptionally() || !name.equals(place.name())) {
      name = place.name();
      latest = StateBlocks.fetch(place);
    }
    return latest;
  }
}
