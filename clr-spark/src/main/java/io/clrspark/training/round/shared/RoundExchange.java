package io.clrspark.training.round.shared;

import io.clrspark.training.average.PartialState;
import io.clrspark.training.average.TreePart;
import io.clrspark.training.round.WorkerResult;
import io.clrspark.training.round.channel.RoundSource;
import io.clrspark.training.round.channel.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * On the driver: hands rounds to the tasks of one job, and takes their results. Tasks stay between
 * rounds until another job waits for their cores. When one task leaves, all leave, and the driver
 * starts a new job.
 */
final class RoundExchange implements RoundSource {

  /** Longer than a driver that does nothing else takes between two rounds. */
  private static final Duration PATIENCE = Duration.ofMillis(10);

  /** A task that has not come for so long may need a core that a waiting task holds. */
  private static final Duration LOST = Duration.ofSeconds(1);

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
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Integer, Work> delivered = new HashMap<>();
  private final BitSet arrived = new BitSet(); // the workers whose states have come
  private final Queue<Result> results = new ArrayDeque<>();
  private long changed = System.nanoTime();
  private long asked = changed;
  private boolean isLast;
  private boolean isOver;
  private @Nullable Throwable failure;

  /** An exchange that no task finds by its id, and that looks for others only when it is called. */
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
    if (!turn.isZero()) {
      Thread clock = new Thread(exchange::keepTime, "clr-rounds-" + exchange.id);
      clock.setDaemon(true);
      clock.start();
    }
    return exchange;
  }

  /** In a task in the driver's process: the one of that id, until it is over. */
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

  @Override
  public CompletableFuture<Optional<Work>> next(int worker) {
    Waiting one = new Waiting(worker, new CompletableFuture<>());
    Answers answers = new Answers();
    synchronized (this) {
      if (!hasAnswer(one, answers)) {
        waiting.add(one);
      }
    }
    answers.give();
    return one.answer();
  }

  /** Answers one for whom there is a round, or none any more. */
  private boolean hasAnswer(Waiting one, Answers answers) {
    if (isOver || (isLast && hasDelivered(one.worker()))) {
      answers.add(one.answer(), Optional.empty());
      return true;
    }
    if (hasDelivered(one.worker())) {
      return false;
    }
    training.add(one.worker());
    changed = System.nanoTime();
    answers.add(one.answer(), Optional.of(start));
    return true;
  }

  private void answerWaiting(Answers answers) {
    waiting.removeIf(one -> hasAnswer(one, answers));
  }

  private boolean hasDelivered(int worker) {
    return delivered.get(worker) == start;
  }

  @Override
  public synchronized void deliver(
      int worker, int iteration, WorkerResult result, @Nullable PartialState state) {
    if (iteration != start.round().firstIteration() || hasDelivered(worker)) {
      return;
    }
    boolean isNew = state != null && isNew(state.part());
    if (isNew || arrived.get(worker)) {
      delivered.put(worker, start);
      results.add(new Result(worker, result, isNew ? state : null));
      notifyAll();
      stop(worker);
    }
  }

  /** Whether the states of a part are those of workers of whom none has come; now they have. */
  private boolean isNew(TreePart part) {
    int from = part.from(Integer.MAX_VALUE);
    int to = part.to(Integer.MAX_VALUE);
    int first = arrived.nextSetBit(from);
    boolean isNew = first < 0 || first >= to;
    if (isNew) {
      arrived.set(from, to);
    }
    return isNew;
  }

  @Override
  public synchronized void stop(int worker) {
    training.remove(worker);
    changed = System.nanoTime();
  }

  /** On the driver: whether a worker has answered the round, and may wait for the next one. */
  synchronized boolean hasAnswered(int worker) {
    return !isOver && hasDelivered(worker);
  }

  /**
   * On the driver: offers the next round, which begins at another iteration; false if a task has
   * left or other jobs have their turn.
   */
  boolean offer(Work next) {
    Answers answers = new Answers();
    boolean isTaken;
    synchronized (this) {
      isLast |= isOthersTurn();
      isTaken = !isLast;
      if (isTaken) {
        start = next;
        arrived.clear();
        changed = System.nanoTime();
      }
      answerWaiting(answers);
    }
    answers.give();
    return isTaken;
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
  void close() {
    OPEN.remove(id);
    Answers answers = new Answers();
    synchronized (this) {
      isOver = true;
      answerWaiting(answers);
      notifyAll();
    }
    answers.give();
  }

  /** Looks for others from time to time, until the tasks leave. */
  private void keepTime() {
    try {
      while (!hasEnded()) {
        lookForOthers();
        TimeUnit.NANOSECONDS.sleep(PATIENCE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by nobody
    }
  }

  private synchronized boolean hasEnded() {
    return isLast || isOver;
  }

  /** Makes the tasks leave if it is time to. */
  void lookForOthers() {
    Answers answers = new Answers();
    synchronized (this) {
      isLast |= isOthersTurn();
      answerWaiting(answers);
    }
    answers.give();
  }

  /** Whether all that have not delivered are training. */
  private boolean isAtWork() {
    long done = delivered.values().stream().filter(last -> last == start).count();
    return !training.isEmpty() && done + training.size() == workers;
  }

  /**
   * Asks for others when it is time to, which is sooner where nothing happens; if there are none,
   * another turn begins.
   */
  private boolean isOthersTurn() {
    long now = System.nanoTime();
    boolean isQuiet = !isAtWork() && now - Math.max(changed, asked) >= PATIENCE.toNanos();
    if (now - turnEnd < 0 && !isQuiet) {
      return false;
    }
    asked = now;
    turnEnd = now + turn.toNanos();
    boolean isLost = !isAtWork() && !waiting.isEmpty() && now - changed >= LOST.toNanos();
    return isLost || others.getAsBoolean();
  }

  /** A task that has asked for a round. */
  private record Waiting(int worker, CompletableFuture<Optional<Work>> answer) {}

  /** Answers that are given without the lock: what waits for them may take time. */
  private static final class Answers {
    private final List<Runnable> given = new ArrayList<>();

    void add(CompletableFuture<Optional<Work>> to, Optional<Work> work) {
      given.add(() -> to.complete(work));
    }

    void give() {
      given.forEach(Runnable::run);
    }
  }

  /**
   * The result of one worker.
   *
   * @param state what came with it of the average; null if nothing
   */
  record Result(int worker, WorkerResult result, @Nullable PartialState state) {}
}
