package io.clrspark.training.round.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.WorkerResult;
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

  private final RoundExchange.Start first = start(0);
  private final RoundExchange meeting =
      RoundExchange.open(2, first, Duration.ofMinutes(1), () -> true);

  @AfterEach
  void close() {
    meeting.close();
    assertThat(RoundExchange.find(meeting.id())).isEmpty();
  }

  @Test
  void workers_getTheRoundTheyHaveNotAnswered() throws InterruptedException {
    assertThat(meeting.next(0)).containsSame(first);
    assertThat(meeting.next(0)).containsSame(first); // the task failed, and another has come
    meeting.answer(0, result(10));
    RoundExchange.Start second = start(5);
    assertThat(meeting.handOut(second)).isTrue();
    assertThat(meeting.next(0)).containsSame(second);
    assertThat(RoundExchange.find(meeting.id())).containsSame(meeting);
  }

  @Test
  void answer_countsOnce() throws InterruptedException {
    meeting.answer(1, result(10));
    meeting.answer(1, result(11));
    meeting.answer(0, result(12));
    assertThat(meeting.take().result().examples()).isEqualTo(10);
    assertThat(meeting.take().result().examples()).isEqualTo(12);
  }

  @Test
  void workerThatHasWaited_goes_andNoOtherRoundIsHandedOut() throws InterruptedException {
    meeting.answer(0, result(10));
    assertThat(meeting.next(0)).isEmpty();
    assertThat(meeting.handOut(start(5))).isFalse();
    assertThat(meeting.next(1)).as("a worker that comes late").containsSame(first);
    meeting.answer(1, result(11));
    assertThat(meeting.next(1)).isEmpty();
    assertThat(meeting.take().worker()).isZero();
    assertThat(meeting.take().worker()).isOne();
  }

  @Test
  void workerThatWaits_isPatientWithOneThatTrains() throws Exception {
    meeting.next(1);
    meeting.answer(0, result(10));
    CompletableFuture<Optional<RoundExchange.Start>> waiting =
        CompletableFuture.supplyAsync(this::next);
    assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    meeting.stop(1); // its task has failed
    assertThat(waiting.get()).isEmpty();
  }

  @Test
  void turn_isOver_whoeverStillTrains() throws InterruptedException {
    RoundExchange brief = RoundExchange.open(2, first, Duration.ofMillis(100), () -> true);
    brief.next(1);
    brief.answer(0, result(10));
    assertThat(brief.next(0)).isEmpty();
    assertThat(brief.handOut(start(5))).isFalse();
    brief.close();
  }

  @Test
  void turn_isFollowedByAnother_untilOthersWait() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    RoundExchange alone =
        RoundExchange.open(2, first, Duration.ofMillis(10), () -> asked.incrementAndGet() == 3);
    alone.next(1);
    alone.answer(0, result(10));
    assertThat(alone.next(0)).isEmpty();
    assertThat(asked).hasValue(3);
    alone.close();
  }

  @Test
  void workerThatHasWaited_stays_untilOthersWait() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    RoundExchange quiet =
        RoundExchange.open(2, first, Duration.ofMinutes(1), () -> asked.incrementAndGet() == 3);
    quiet.answer(0, result(10));
    assertThat(quiet.next(0)).isEmpty();
    assertThat(asked).hasValue(3);
    quiet.close();
  }

  @Test
  void handOut_isRefused_whereOthersWait() throws InterruptedException {
    AtomicBoolean others = new AtomicBoolean();
    RoundExchange busy = RoundExchange.open(1, first, Duration.ofNanos(1), others::get);
    busy.next(0);
    assertThat(busy.handOut(start(5))).isTrue();
    others.set(true);
    assertThat(busy.handOut(start(10))).isFalse();
    busy.close();
  }

  @Test
  void workerThatWaits_getsWhatIsHandedOut() {
    meeting.answer(0, result(10));
    RoundExchange.Start second = start(5);
    CompletableFuture<Optional<RoundExchange.Start>> waiting =
        CompletableFuture.supplyAsync(this::next);
    boolean stayed = meeting.handOut(second); // else the machine took its time
    assertThat(waiting.join()).isEqualTo(stayed ? Optional.of(second) : Optional.empty());
  }

  @Test
  void closed_isTooLate() throws InterruptedException {
    meeting.close();
    assertThat(meeting.next(0)).isEmpty();
  }

  @Test
  void failure_isThrown_afterTheAnswersBeforeIt() throws InterruptedException {
    meeting.answer(0, result(10));
    IOException why = new IOException("the job has failed");
    meeting.fail(why);
    assertThat(meeting.take().worker()).isZero();
    assertThatThrownBy(meeting::take).isSameAs(why);
  }

  @Test
  void lastRound_isNotWaitedAfter() throws InterruptedException {
    RoundExchange only = RoundExchange.open(1, first, Duration.ZERO, () -> false);
    assertThat(only.next(0)).containsSame(first);
    only.answer(0, result(10));
    assertThat(only.next(0)).isEmpty();
    assertThat(only.handOut(start(5))).isFalse();
    only.close();
  }

  private Optional<RoundExchange.Start> next() {
    try {
      return meeting.next(0);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RoundExchange.Start start(int iteration) {
    return new RoundExchange.Start(NetworkState.NONE, new RoundInput(iteration, 0, 0, 5));
  }

  private static WorkerResult result(int examples) {
    return new WorkerResult(NetworkState.NONE, true, new UpdateRows(), examples, "driver");
  }
}
