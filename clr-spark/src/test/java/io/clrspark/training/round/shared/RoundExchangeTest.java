package io.clrspark.training.round.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.training.average.PartialState;
import io.clrspark.training.average.TreePart;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.WorkerResult;
import io.clrspark.training.round.channel.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundExchangeTest {

  private static final TreePart BOTH = new TreePart(1, 0);

  private final Work first = start(0);
  private final RoundExchange exchange =
      RoundExchange.open(2, first, Duration.ofMinutes(1), () -> true);

  /** With nobody else. */
  private final RoundExchange alone =
      new RoundExchange(2, first, Duration.ofMinutes(1), () -> false);

  @AfterEach
  void close() {
    exchange.close();
    assertThat(RoundExchange.find(exchange.id())).isEmpty();
  }

  @Test
  void workers_getTheRoundTheyHaveNotAnswered() {
    assertThat(next(alone, 0)).containsSame(first);
    assertThat(next(alone, 0)).containsSame(first); // the task failed, and another has come
    alone.deliver(0, 0, result(10));
    Work second = start(5);
    assertThat(alone.offer(second)).isTrue();
    assertThat(next(alone, 0)).containsSame(second);
  }

  @Test
  void tasks_findItById() {
    assertThat(RoundExchange.find(exchange.id())).containsSame(exchange);
  }

  @Test
  void answer_countsOnce() throws InterruptedException {
    exchange.deliver(1, 0, result(10));
    exchange.deliver(1, 0, result(11));
    exchange.deliver(0, 0, result(12));
    assertThat(exchange.takeResult().result().examples()).isEqualTo(10);
    assertThat(exchange.takeResult().result().examples()).isEqualTo(12);
  }

  /** A task that was taken for lost comes back after another has done its work. */
  @Test
  void answerOfARoundThatIsOver_isIgnored() throws InterruptedException {
    alone.deliver(0, 0, result(10));
    alone.deliver(1, 0, result(11));
    alone.takeResult();
    alone.takeResult();
    assertThat(alone.offer(start(5))).isTrue();
    alone.deliver(1, 0, result(12));
    alone.deliver(1, 5, result(13));
    assertThat(alone.takeResult().result().examples()).isEqualTo(13);
  }

  @Test
  void sum_countsOnce_andItsWorkersAnswerThemselves() throws InterruptedException {
    PartialState sum = new PartialState(BOTH, NetworkState.NONE, 20);
    alone.deliver(1, 0, result(11), null);
    assertThat(next(alone, 1)).as("no state has come").containsSame(first);
    alone.deliver(0, 0, result(10), sum);
    assertThat(next(alone, 1)).as("its rows have not come").containsSame(first);
    alone.deliver(1, 0, result(11)); // by a task that took the place of one in the sum
    assertThat(alone.takeResult().state()).isSameAs(sum);
    RoundExchange.Result rest = alone.takeResult();
    assertThat(rest.worker()).isOne();
    assertThat(rest.state()).isNull();
  }

  @Test
  void sum_isRefused_whereAWorkerHasAnsweredAlone_andTheOtherTrainsAgain()
      throws InterruptedException {
    PartialState sum = new PartialState(BOTH, NetworkState.NONE, 20);
    alone.deliver(1, 0, result(11));
    alone.deliver(0, 0, result(10), sum);
    alone.deliver(1, 0, result(11), null);
    assertThat(next(alone, 0)).containsSame(first);
    alone.deliver(0, 0, result(12));
    assertThat(alone.takeResult().state().part()).isEqualTo(TreePart.leaf(1));
    assertThat(alone.takeResult().state().part()).isEqualTo(TreePart.leaf(0));
    assertThat(alone.offer(start(5))).isTrue();
    alone.deliver(0, 5, result(10), sum);
    assertThat(alone.takeResult().state()).as("of another round").isSameAs(sum);
  }

  @Test
  void workerThatHasWaited_goes_andNoOtherRoundIsHandedOut() throws InterruptedException {
    exchange.deliver(0, 0, result(10));
    assertThat(next(exchange, 0)).isEmpty();
    assertThat(exchange.offer(start(5))).isFalse();
    assertThat(next(exchange, 1)).as("a worker that comes late").containsSame(first);
    exchange.deliver(1, 0, result(11));
    assertThat(next(exchange, 1)).isEmpty();
    assertThat(exchange.takeResult().worker()).isZero();
    assertThat(exchange.takeResult().worker()).isOne();
  }

  @Test
  void workerThatWaits_isPatientWithOneThatTrains() throws Exception {
    next(exchange, 1);
    exchange.deliver(0, 0, result(10));
    CompletableFuture<Optional<Work>> waiting = exchange.next(0);
    assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    exchange.stop(1); // its task has failed
    assertThat(waiting.get()).isEmpty();
  }

  @Test
  void turn_isOver_whoeverStillTrains() throws InterruptedException {
    RoundExchange brief = RoundExchange.open(2, first, Duration.ofMillis(100), () -> true);
    next(brief, 1);
    brief.deliver(0, 0, result(10));
    assertThat(next(brief, 0)).isEmpty();
    assertThat(brief.offer(start(5))).isFalse();
    brief.close();
  }

  @Test
  void turn_isFollowedByAnother_untilOthersWait() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    RoundExchange brief =
        RoundExchange.open(2, first, Duration.ofMillis(10), () -> asked.incrementAndGet() == 3);
    next(brief, 1);
    brief.deliver(0, 0, result(10));
    assertThat(next(brief, 0)).isEmpty();
    assertThat(asked).hasValue(3);
    brief.close();
  }

  @Test
  void workerThatHasWaited_stays_untilOthersWait() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    RoundExchange quiet =
        RoundExchange.open(2, first, Duration.ofMinutes(1), () -> asked.incrementAndGet() == 3);
    quiet.deliver(0, 0, result(10));
    assertThat(next(quiet, 0)).isEmpty();
    assertThat(asked).hasValue(3);
    quiet.close();
  }

  /** Its task may be lost with its executor, and need the core of the one that waits. */
  @Test
  void workerThatHasWaited_goes_whereAnotherDoesNotCome() {
    RoundExchange lacking = RoundExchange.open(2, first, Duration.ofMinutes(1), () -> false);
    lacking.deliver(0, 0, result(10));
    assertThat(next(lacking, 0)).isEmpty();
    lacking.close();
  }

  @Test
  void handOut_isRefused_whereOthersWait() throws InterruptedException {
    AtomicBoolean others = new AtomicBoolean();
    RoundExchange busy = RoundExchange.open(1, first, Duration.ofNanos(1), others::get);
    next(busy, 0);
    assertThat(busy.offer(start(5))).isTrue();
    others.set(true);
    assertThat(busy.offer(start(10))).isFalse();
    busy.close();
  }

  @Test
  void workerThatWaits_getsWhatIsHandedOut() {
    exchange.deliver(0, 0, result(10));
    Work second = start(5);
    CompletableFuture<Optional<Work>> waiting = exchange.next(0);
    boolean stayed = exchange.offer(second); // else the machine took its time
    assertThat(waiting.join()).isEqualTo(stayed ? Optional.of(second) : Optional.empty());
  }

  @Test
  void closed_isTooLate() throws InterruptedException {
    exchange.close();
    assertThat(next(exchange, 0)).isEmpty();
  }

  @Test
  void failure_isThrown_afterTheAnswersBeforeIt() throws InterruptedException {
    exchange.deliver(0, 0, result(10));
    IOException why = new IOException("the job has failed");
    exchange.fail(why);
    assertThat(exchange.takeResult().worker()).isZero();
    assertThatThrownBy(exchange::takeResult).isSameAs(why);
  }

  @Test
  void lastRound_isNotWaitedAfter() throws InterruptedException {
    RoundExchange only = RoundExchange.open(1, first, Duration.ZERO, () -> false);
    assertThat(next(only, 0)).containsSame(first);
    only.deliver(0, 0, result(10));
    assertThat(next(only, 0)).isEmpty();
    assertThat(only.offer(start(5))).isFalse();
    only.close();
  }

  private static Optional<Work> next(RoundExchange from, int worker) {
    return from.next(worker).orTimeout(1, TimeUnit.MINUTES).join();
  }

  private static Work start(int iteration) {
    return new Work(NetworkState.NONE, new RoundInput(iteration, 0, 0, 5));
  }

  private static WorkerResult result(int examples) {
    return new WorkerResult(NetworkState.NONE, true, new UpdateRows(), examples, "driver");
  }
}
