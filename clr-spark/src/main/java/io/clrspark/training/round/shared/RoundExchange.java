package io.clrspark.training.round.shared;

import io.clrspark.Internal;
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
 * Where the driver and the tasks of one job meet that run in its own process: each round the driver
 * hands out what all start from, and every task leaves one result. Between rounds the tasks wait,
 * unless others wait for their cores; when one has gone, the rest go too, and the driver starts
 * another job.
 */
@Internal
public final class RoundExchange {

  /** Longer than a driver takes between two rounds that has nothing else to do. */
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private static final Map<Long, RoundExchange> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong LAST_ID = new AtomicLong();

  private final long id = LAST_ID.incrementAndGet();
  private final int workers;
  private final Duration turn;
  private final BooleanSupplier others;
  // Guarded by this.
  private long turnEnd;
  private Start start;
  private final Set<Integer> training = new HashSet<>();
  private final Map<Integer, Start> answered = new HashMap<>();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private long changed = System.nanoTime();
  private boolean isLast;
  private boolean isOver;
  private @Nullable Throwable failure;

  private RoundExchange(int workers, Start start, Duration turn, BooleanSupplier others) {
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
  static RoundExchange open(int workers, Start start, Duration turn, BooleanSupplier others) {
    RoundExchange meeting = new RoundExchange(workers, start, turn, others);
    OPEN.put(meeting.id, meeting);
    return meeting;
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

  /** In a task: the round that the worker has not answered yet; none if it has to go. */
  synchronized Optional<Start> next(int worker) throws InterruptedException {
    while (hasAnswered(worker) && !isLast && !isOver) {
      if (isOthersTurn()) {
        isLast = true;
        notifyAll();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, timeLeft());
      }
    }
    if (isOver || hasAnswered(worker)) {
      return Optional.empty();
    }
    training.add(worker);
    change();
    return Optional.of(start);
  }

  private boolean hasAnswered(int worker) {
    return answered.get(worker) == start;
  }

  /** Whether all that have not answered are training. */
  private boolean isAtWork() {
    long done = answered.values().stream().filter(last -> last == start).count();
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

  /** In a task: leaves the worker's result of the latest round. */
  synchronized void answer(int worker, WorkerResult result) {
    if (answered.put(worker, start) != start) {
      answers.add(new Answer(worker, result));
    }
    stop(worker);
  }

  /** In a task: the worker does not train, for it has answered or failed. */
  synchronized void stop(int worker) {
    training.remove(worker);
    change();
  }

  /** On the driver: hands out the next round, unless a task has gone or it is others' turn. */
  synchronized boolean handOut(Start next) {
    isLast |= isOthersTurn();
    if (!isLast) {
      start = next;
      change();
    }
    return !isLast;
  }

  /**
   * On the driver: waits for an answer.
   *
   * @throws RuntimeException what the job failed with, checked or not
   */
  synchronized Answer take() throws InterruptedException {
    while (answers.isEmpty() && failure == null) {
      wait();
    }
    return answers.isEmpty() ? ExceptionUtils.rethrow(failure) : answers.remove();
  }

  /** On the driver: there is no answer to wait for. */
  synchronized void fail(Throwable why) {
    failure = why;
    notifyAll();
  }

  /** On the driver: who waits goes, and who comes is too late. */
  synchronized void close() {
    OPEN.remove(id);
    isOver = true;
    notifyAll();
  }

  /** What all workers of a round start from. No two are the same, whatever they hold. */
  public static final class Start {
    private final NetworkState state;
    private final RoundInput round;

    public Start(NetworkState state, RoundInput round) {
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

  /** What a worker leaves. */
  record Answer(int worker, WorkerResult result) {}
}
