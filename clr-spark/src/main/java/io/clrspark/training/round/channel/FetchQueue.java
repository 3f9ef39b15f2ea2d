package io.clrspark.training.round.channel;

import io.clrspark.network.NetworkState;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * On the driver: fetches a few states at a time, those of the first workers first. Neighbours are
 * added up, so the driver holds few states at a time even if a thousand workers answer at once.
 */
final class FetchQueue {

  private static final int AT_A_TIME = 8;

  private final PriorityQueue<Fetch> waiting =
      new PriorityQueue<>(Comparator.comparingInt(Fetch::worker));
  private int running; // guarded by this, as the queue is

  CompletableFuture<NetworkState> fetch(int worker, StatePlace place) {
    if (place.isHere()) {
      return CompletableFuture.completedFuture(place.state());
    }
    Fetch fetch = new Fetch(worker, place, new CompletableFuture<>());
    synchronized (this) {
      waiting.add(fetch);
    }
    startNext();
    return fetch.state();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the state is what others wait for
  private void startNext() {
    Fetch next = take();
    if (next != null) {
      StateBlocks.fetch(next.place())
          .whenComplete(
              (state, failure) -> {
                leave();
                startNext();
                if (failure == null) {
                  next.state().complete(state);
                } else {
                  next.state().completeExceptionally(failure);
                }
              });
    }
  }

  private synchronized @Nullable Fetch take() {
    if (running == AT_A_TIME || waiting.isEmpty()) {
      return null;
    }
    running++;
    return waiting.remove();
  }

  private synchronized void leave() {
    running--;
  }

  private record Fetch(int worker, StatePlace place, CompletableFuture<NetworkState> state) {}
}
