package io.clrspark.training;

import io.clrspark.training.replica.NetworkState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A round's states, handed between the driver and tasks that run in its own process: with a local
 * master they need not be serialized, stored and read again. What tasks leave that the driver never
 * takes, such as a copy's result, goes when the round is closed.
 */
final class Exchange implements AutoCloseable {

  private static final Map<Long, Exchange> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong LAST_ID = new AtomicLong();

  private final long id = LAST_ID.incrementAndGet();
  private final NetworkState input;
  private final Map<Long, NetworkState> results = new ConcurrentHashMap<>();

  private Exchange(NetworkState input) {
    this.input = input;
  }

  /** Opens one in this process. */
  static Exchange open(NetworkState input) {
    Exchange exchange = new Exchange(input);
    OPEN.put(exchange.id, exchange);
    return exchange;
  }

  /** The one of that id; null in any other process, and once it is closed. */
  static @Nullable Exchange find(long id) {
    return OPEN.get(id);
  }

  /** How many are open in this process. */
  static int openCount() {
    return OPEN.size();
  }

  long id() {
    return id;
  }

  NetworkState input() {
    return input;
  }

  /** A task attempt leaves its result. */
  void leave(long attempt, NetworkState result) {
    results.put(attempt, result);
  }

  /** The driver takes what the attempt left. */
  @Nullable NetworkState take(long attempt) {
    return results.remove(attempt);
  }

  @Override
  public void close() {
    OPEN.remove(id);
  }
}
