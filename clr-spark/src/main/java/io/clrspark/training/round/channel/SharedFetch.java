package io.clrspark.training.round.channel;

import io.clrspark.network.NetworkState;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** In an executor: its tasks fetch the state that a round starts from once, together. */
final class SharedFetch {

  private static final Map<Long, SharedFetch> OF_CHANNEL = new ConcurrentHashMap<>();

  private int tasks;
  // Guarded by this.
  private String name = "";
  private @Nullable CompletableFuture<NetworkState> latest;

  private SharedFetch() {}

  /** A task of the channel begins. */
  static void enter(long channel) {
    OF_CHANNEL.compute(
        channel,
        (id, shared) -> {
          SharedFetch entered = shared == null ? new SharedFetch() : shared;
          entered.tasks++;
          return entered;
        });
  }

  /** A task of the channel ends: with the last one, what was fetched goes. */
  static void leave(long channel) {
    OF_CHANNEL.computeIfPresent(channel, (id, shared) -> --shared.tasks == 0 ? null : shared);
  }

  /** How many channels have tasks in this process. */
  static int openCount() {
    return OF_CHANNEL.size();
  }

  /** The state at a place, for a task that has entered. */
  static CompletableFuture<NetworkState> of(long channel, StatePlace place) {
    return place.isHere() ? StateBlocks.fetch(place) : OF_CHANNEL.get(channel).fetch(place);
  }

  private synchronized CompletableFuture<NetworkState> fetch(StatePlace place) {
    if (latest == null || latest.isCompletedExceptionally() || !name.equals(place.name())) {
      name = place.name();
      latest = StateBlocks.fetch(place);
    }
    return latest;
  }
}
