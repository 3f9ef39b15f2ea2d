package io.clrspark.training.round.channel;

import io.clrspark.Internal;
import io.clrspark.training.average.TreePart;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rpc.RpcEndpointNotFoundException;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.util.RpcUtils;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** A task's end of a channel. */
@Internal
public final class TaskChannel implements WorkerRounds {

  private static final ExecutionContext AT_ONCE = ExecutionContext.fromExecutor(Runnable::run);
  private static final long LOOK_MILLIS = 100; // how often to look whether the task is killed
  private static final int FETCHES = 3;

  private final RpcEndpointRef driver;
  private final RpcTimeout timeout;
  private final TaskContext task;
  private final long id;
  private final long broadcast;
  private final ExecutorTasks tasks;
  private final StateSums.Member member;
  private boolean trains;
  private int iteration = -1; // the first of the latest round
  private int rounds;

  private TaskChannel(
      RpcEndpointRef driver, TaskContext task, long id, long broadcast, RoundWorkers present) {
    this.driver = driver;
    this.timeout = timeout();
    this.task = task;
    this.id = id;
    this.broadcast = broadcast;
    this.tasks = ExecutorTasks.enter(id, broadcast, present);
    this.member = tasks.sums().enter(task.partitionId());
  }

  /** The driver may take longer than usual: it answers when a round is there. */
  private static RpcTimeout timeout() {
    RpcTimeout usual = RpcUtils.askRpcTimeout(SparkEnv.get().conf());
    FiniteDuration longest = usual.duration().plus(Duration.create(1, TimeUnit.MINUTES));
    return new RpcTimeout(longest, usual.timeoutProp());
  }

  /**
   * Opens the channel for the partition of the task.
   *
   * @param id the driver's for the channel
   * @param broadcast one of the run: the blocks of states go with it
   * @param present the workers of each round
   * @return none if the driver has closed it
   */
  public static Optional<WorkerRounds> open(
      TaskContext task, long id, long broadcast, RoundWorkers present) {
    SparkEnv env = SparkEnv.get();
    try {
      RpcEndpointRef driver =
          RpcUtils.makeDriverRef(DriverChannel.name(id), env.conf(), env.rpcEnv());
      return Optional.of(new TaskChannel(driver, task, id, broadcast, present));
    } catch (Exception e) { // Spark's are checked, undeclared
      if (ExceptionUtils.indexOfThrowable(e, RpcEndpointNotFoundException.class) >= 0) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<Work> next(@Nullable WorkerResult done) throws InterruptedException {
    Message answer = done == null ? ask(null, null) : deliver(done);
    for (int fetches = 1; answer instanceof Message.Start start; fetches++) {
      trains = true;
      try {
        iteration = start.round().firstIteration();
        tasks.sums().begin(member, iteration);
        return Optional.of(new Work(await(tasks.fetch(start.state())), start.round()));
      } catch (ExecutionException e) {
        if (fetches == FETCHES) {
          return ExceptionUtils.rethrow(e.getCause());
        }
        answer = ask(null, null); // there may be another round by now
      }
    }
    trains = false;
    return Optional.empty();
  }

  private Message deliver(WorkerResult done) throws InterruptedException {
    Optional<PartPlace> sum = get(tasks.sums().finish(member, done));
    return sum.isPresent() ? ask(done.withoutState(), sum.get()) : deliverAlone(done);
  }

  private Message deliverAlone(WorkerResult done) throws InterruptedException {
    rounds++;
    String name = DriverChannel.name(id) + "_" + task.taskAttemptId() + "_" + rounds;
    StatePlace place = StateBlocks.publish(broadcast, name, done.state());
    try {
      TreePart own = TreePart.leaf(task.partitionId());
      return ask(done.withoutState(), new PartPlace(own, done.examples(), place));
    } finally {
      StateBlocks.withdraw(place);
    }
  }

  private Message ask(@Nullable WorkerResult done, @Nullable PartPlace state)
      throws InterruptedException {
    byte[] message = new Message.Ask(task.partitionId(), iteration, done, state).bytes();
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    driver
        .<byte[]>ask(message, timeout, ClassTag.apply(byte[].class))
        .onComplete(new Complete(answer), AT_ONCE);
    return Message.of(get(answer));
  }

  private <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return await(future);
    } catch (ExecutionException e) {
      return ExceptionUtils.rethrow(e.getCause());
    }
  }

  private <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        task.killTaskIfInterrupted();
      }
    }
  }

  @Override
  public void close() {
    tasks.sums().leave(member);
    ExecutorTasks.leave(id);
    if (trains) {
      driver.send(new Message.Stop(task.partitionId()).bytes());
    }
  }

  private static final class Complete extends AbstractFunction1<Try<byte[]>, BoxedUnit> {

    private final CompletableFuture<byte[]> answer;

    Complete(CompletableFuture<byte[]> answer) {
      this.answer = answer;
    }

    @Override
    public BoxedUnit apply(Try<byte[]> outcome) {
      if (outcome.isSuccess()) {
        answer.complete(outcome.get());
      } else {
        answer.completeExceptionally(outcome.failed().get());
      }
      return BoxedUnit.UNIT;
    }
  }
}
