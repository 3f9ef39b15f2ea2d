package io.clrspark.training.round.channel;

import io.clrspark.training.average.AveragingTree;
import io.clrspark.training.average.TreePart;
import io.clrspark.training.average.TreeShape;
import io.clrspark.training.round.WorkerResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;

/**
 * In an executor: adds the states of its workers where all workers of a part of the tree train the
 * same round here, and the average of that part has fewer bytes than their states. So it is for
 * three workers with networks of type float, for two with type double, and for two if there are no
 * others. If one of them fails, the others send their own states.
 */
final class StateSums {

  private static final String NAME = DriverChannel.NAME + "sum_";
  private static final AtomicLong LAST = new AtomicLong();

  private final long broadcast;
  private final TreeShape tree;
  // Guarded by this.
  private final List<Member> members = new ArrayList<>();
  private final List<Sum> sums = new ArrayList<>(); // of the latest round, and earlier ones

  /**
   * @param broadcast the blocks of sums go with it
   * @param tree the workers of each round
   */
  StateSums(long broadcast, TreeShape tree) {
    this.broadcast = broadcast;
    this.tree = tree;
  }

  /** How many sums this process has made. */
  static long count() {
    return LAST.get();
  }

  /** A task that trains a worker begins. */
  synchronized Member enter(int worker) {
    Member member = new Member(worker);
    members.add(member);
    return member;
  }

  /** The task begins a round. */
  synchronized void begin(Member member, int iteration) {
    giveUp(member);
    member.iteration = iteration;
    member.trains = true;
    sums.stream().filter(sum -> sum.iteration < iteration).forEach(Sum::withdraw);
    sums.removeIf(sum -> sum.iteration < iteration);
  }

  /** The task no longer trains. */
  synchronized void leave(Member member) {
    giveUp(member);
    members.remove(member);
  }

  private void giveUp(Member member) {
    if (member.trains) {
      member.trains = false;
      sums.stream().filter(sum -> sum.lacks(member)).forEach(Sum::giveUp);
    }
  }

  /** All tasks have ended. */
  synchronized void close() {
    sums.forEach(Sum::withdraw);
    sums.clear();
  }

  /**
   * The task has trained. The sum that its state is in comes with the last of the states in it;
   * none if the state goes alone.
   */
  CompletableFuture<Optional<PartPlace>> finish(Member member, WorkerResult done) {
    Optional<Sum> sum = StateBlocks.isSmall(done.state()) ? Optional.empty() : sum(member);
    sum.ifPresent(found -> found.add(member.worker, done));
    return sum.map(Sum::place).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private synchronized Optional<Sum> sum(Member member) {
    Optional<Sum> begun = sums.stream().filter(sum -> sum.lacks(member)).findFirst();
    Optional<Sum> sum = begun.isPresent() ? begun : newSum(member);
    member.trains = false;
    sum.ifPresent(found -> found.missing.remove(member.worker));
    return sum;
  }

  private Optional<Sum> newSum(Member member) {
    Set<Integer> training =
        members.stream()
            .filter(other -> other.trains && other.iteration == member.iteration)
            .map(other -> other.worker)
            .collect(Collectors.toSet());
    TreePart part = tree.largest(member.worker, training::contains);
    if (!tree.isSmaller(part)) {
      return Optional.empty();
    }
    Sum sum = new Sum(member.iteration, part);
    sums.add(sum);
    return Optional.of(sum);
  }

  /** A task. */
  static final class Member {
    private final int worker;
    private int iteration;
    private boolean trains;

    private Member(int worker) {
      this.worker = worker;
    }
  }

  /** A sum of the workers of one part in one round. */
  private final class Sum {
    private final int iteration;
    private final TreePart part;
    private final Set<Integer> missing = new HashSet<>(); // guarded by the outer object
    private final AveragingTree states;
    private final CompletableFuture<Optional<PartPlace>> place = new CompletableFuture<>();
    // Guarded by this.
    private int left;
    private long examples;

    Sum(int iteration, TreePart part) {
      this.iteration = iteration;
      this.part = part;
      this.states = tree.tree(part);
      this.left = tree.present(part);
      tree.slots(part).forEach(missing::add);
    }

    boolean lacks(Member member) {
      return member.iteration == iteration && missing.contains(member.worker) && !place.isDone();
    }

    CompletableFuture<Optional<PartPlace>> place() {
      return place;
    }

    void giveUp() {
      place.complete(Optional.empty());
    }

    /** Adds a state; with the last one the sum is complete. */
    void add(int worker, WorkerResult done) {
      boolean isAdded = false;
      try {
        states.add(worker, done.state(), done.examples());
        if (isLast(done.examples())) {
          publish();
        }
        isAdded = true;
      } finally {
        if (!isAdded) {
          giveUp();
        }
      }
    }

    private synchronized boolean isLast(long more) {
      examples += more;
      left--;
      return left == 0;
    }

    private void publish() {
      String name = NAME + SparkEnv.get().executorId() + "_" + LAST.incrementAndGet();
      StatePlace state = StateBlocks.publish(broadcast, name, states.average());
      if (!place.complete(Optional.of(new PartPlace(part, examples, state)))) {
        StateBlocks.withdraw(state);
      }
    }

    void withdraw() {
      giveUp();
      place.join().ifPresent(known -> StateBlocks.withdraw(known.state()));
    }
  }
}
