package io.clrspark.training.round.shared;

import io.clrspark.network.NetworkState;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.WorkerResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Hands rounds from the driver to the tasks of one job that run in the driver's process, and their
 * results back. Tasks stay between rounds until another job waits for their cores. When one task
 * leaves, all leave, and the driver starts a new job.
 */
final class RoundExchange {

  /** Longer than a driver that does nothing else takes between two rounds. */
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private static final Map<Long, RoundExchange> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong LAST_ID = new AtomicLong();

  private final long id = LAST_ID.incrementAndGet();
  private final int workers;
  private final Duration turn;
  private final BooleanSupplier others;
  // Guarded by this.
  private long turnEnd;
  private Work start;
  private final Set<Integer> training = new HashSet<>();
  private final Map<Integer, Work> delivered = new HashMap<>();
  private final Queue<Result> results = new ArrayDeque<>();
  private long changed = System.nanoTime();
  private boolean isLast;
  private boolean isOver;
  private @Nullable Throwable failure;

  /** An exchange that no task finds by its id. */
  RoundExchange(int workers, Work start, Duration turn, BooleanSupplier others) {
    this.workers = workers;
    this.turn = turn;
    this.others = others;
    this.turnEnd = System.nanoTime() + turn.toNanos();
    this.start = start;
    this.isLast = turn.isZero();
  }

  /**
   * Opens one for tasks that start with that round.
   *
   * @param workers how many answer each round
   * @param turn after how long at work others are asked for; zero for that round alone
   * @param others whether others wait for the cores; if not, the tasks have another turn
   */
  static RoundExchange open(int workers, Work start, Duration turn, BooleanSupplier others) {
    RoundExchange exchange = new RoundExchange(workers, start, turn, others);
    OPEN.put(exchange.id, exchange);
    return exchange;
  }

  /** In a task: the one of that id, until it is over. */
  static Optional<RoundExchange> find(long id) {
    return Optional.ofNullable(OPEN.get(id));
  }

  /** How many are open in this process. */
  static int openCount() {
    return OPEN.size();
  }

  long id() {
    return id;
  }

  /**
   * In a task: waits for a round of which the worker has no result yet; none if it has to leave.
   */
  synchronized Optional<Work> awaitWork(int worker) throws InterruptedException {
    while (hasDelivered(worker) && !isLast && !isOver) {
      if (isOthersTurn()) {
        isLast = true;
        notifyAll();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, timeLeft());
      }
    }
    if (isOver || hasDelivered(worker)) {
      return Optional.empty();
    }
    training.add(worker);
    change();
    return Optional.of(start);
  }

  private boolean hasDelivered(int worker) {
    return delivered.get(worker) == start;
  }

  /** Whether all that have not delivered are training. */
  private boolean isAtWork() {
    long done = delivered.values().stream().filter(last -> last == start).count();
    return !training.isEmpty() && done + training.size() == workers;
  }

  /** Until others are asked for: sooner where nothing happens. */
  private long timeLeft() {
    long now = System.nanoTime();
    long turn = turnEnd - now;
    return isAtWork() ? turn : Math.min(turn, changed + PATIENCE.toNanos() - now);
  }

  /** Asks for others when it is time to; if there are none, another turn begins. */
  private boolean isOthersTurn() {
    if (timeLeft() > 0) {
      return false;
    }
    changed = System.nanoTime();
    turnEnd = changed + turn.toNanos();
    return others.getAsBoolean();
  }

  private void change() {
    changed = System.nanoTime();
    notifyAll();
  }

  /** In a task: delivers the worker's result of the latest round. */
  synchronized void deliver(int worker, WorkerResult result) {
    if (delivered.put(worker, start) != start) {
      results.add(new Result(worker, result));
    }
    stop(worker);
  }

  /** In a task: the worker no longer trains: it has delivered its result or failed. */
  synchronized void stop(int worker) {
    training.remove(worker);
    change();
  }

  /**
   * On the driver: offers the next round; false if a task has left or other jobs have their turn.
   */
  synchronized boolean offer(Work next) {
    isLast |= isOthersTurn();
    if (!isLast) {
      start = next;
      change();
    }
    return !isLast;
  }

  /**
   * On the driver: waits for a result.
   *
   * @throws RuntimeException what the job failed with, checked or not
   */
  synchronized Result takeResult() throws InterruptedException {
    while (results.isEmpty() && failure == null) {
      wait();
    }
    return results.isEmpty() ? ExceptionUtils.rethrow(failure) : results.remove();
  }

  /** On the driver: no further result will come. */
  synchronized void fail(Throwable why) {
    failure = why;
    notifyAll();
  }

  /** On the driver: ends the exchange; waiting tasks leave, and later ones find it closed. */
  synchronized void close() {
    OPEN.remove(id);
    isOver = true;
    notifyAll();
  }

  /** What all workers of a round start from; compared by identity. */
  static final class Work {
    private final NetworkState state;
    private final RoundInput round;

    Work(NetworkState state, RoundInput round) {
      this.state = state;
      this.round = round;
    }

    NetworkState state() {
      return state;
    }

    RoundInput round() {
      return round;
    }
  }

  /** The result of one worker. */
  record Result(int worker, WorkerResult result) {}
}
