package io.clrspark.training.round.shared;

import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundSum;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerTraining;
import io.clrspark.training.round.channel.DriverChannel;
import io.clrspark.training.round.channel.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.concurrent.ExecutionContext;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * One Spark job for successive rounds. A job of its own per round would take as long as several
 * updates of a small network. Other jobs of the application get their turn.
 */
final class SharedJob {

  private static final Logger LOG = LoggerFactory.getLogger(SharedJob.class);
  private static final Duration TURN = Duration.ofSeconds(1);

  /** Spark's list of jobs may lack a waiting job while Spark has too many events to note. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final ExecutionContext AT_ONCE = ExecutionContext.fromExecutor(Runnable::run);

  private final RoundWorkers present;
  private final RoundExchange exchange;
  private final Optional<DriverChannel> channel;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable FutureAction<BoxedUnit> action;

  private SharedJob(RoundWorkers present, RoundExchange exchange, Optional<DriverChannel> channel) {
    this.present = present;
    this.exchange = exchange;
    this.channel = channel;
  }

  /**
   * Starts the job with a round.
   *
   * @param stays whether the tasks wait for another round
   * @param isHere whether they run in the driver's process
   */
  static SharedJob begin(
      JavaRDD<WorkerExamples> workers,
      WorkerTraining training,
      RoundWorkers present,
      Work round,
      boolean stays,
      boolean isHere) {
    int count = present.partitions().size();
    long end = System.nanoTime() + LONGEST.toNanos();
    RoundExchange exchange =
        RoundExchange.open(
            count,
            round,
            stays ? TURN : Duration.ZERO,
            () -> end - System.nanoTime() <= 0 || hasOtherJobs(workers.context()));
    Optional<DriverChannel> channel =
        isHere
            ? Optional.empty()
            : Optional.of(
                DriverChannel.open(workers.context(), exchange.id(), training.id(), exchange));
    SharedJob job = new SharedJob(present, exchange, channel);
    boolean begun = false;
    try {
      job.submit(workers, new MultiRoundTask(training, present, exchange.id(), isHere));
      begun = true;
      return job;
    } finally {
      if (!begun) {
        job.hasEnded();
      }
    }
  }

  /** Whether the application has other jobs than this one. */
  static boolean hasOtherJobs(SparkContext spark) {
    return spark.statusTracker().getActiveJobIds().length > 1;
  }

  private void submit(JavaRDD<WorkerExamples> workers, MultiRoundTask task) {
    action =
        workers
            .context()
            .<WorkerExamples, BoxedUnit, BoxedUnit>submitJob(
                workers.rdd(),
                task,
                JavaConverters.asScalaBufferConverter(present.partitions()).asScala().toSeq(),
                new Ignore(),
                new Nothing());
    action.onComplete(new End(this), AT_ONCE);
  }

  /** Goes on with a round; false if its workers differ or the tasks have left. */
  boolean goesOn(RoundWorkers workers, Work round) {
    return Arrays.equals(present.flags(), workers.flags()) && exchange.offer(round);
  }

  /** Whether a worker has answered that round. */
  boolean hasAnswered(int worker) {
    return exchange.hasAnswered(worker);
  }

  /** Waits for the results of the round offered last, and averages them. */
  RoundResult result() throws InterruptedException {
    RoundSum sum = new RoundSum(present);
    for (int left = present.partitions().size(); left > 0; left--) {
      RoundExchange.Result one = exchange.takeResult();
      sum.add(one.worker(), one.result(), one.state());
    }
    return sum.result();
  }

  /** Ends the tasks, whose results have all come, and waits until they have ended. */
  void end() {
    exchange.close();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller's to see
    }
  }

  private void hasEnded() {
    exchange.close();
    channel.ifPresent(DriverChannel::close);
    ended.countDown();
  }

  /**
   * Cancels the job without waiting for its tasks, of which one may never end. Spark no longer
   * needs what the job was made of.
   */
  void abandon() {
    exchange.close();
    if (action != null) {
      action.cancel();
    }
    try {
      if (!ended.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Spark has not cancelled a job within {} seconds.", LONGEST.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller's to see
    }
  }

  /** Ignores the value of a task: its results have come through the exchange. */
  private static final class Ignore extends AbstractFunction2<Object, BoxedUnit, BoxedUnit> {
    @Override
    public BoxedUnit apply(Object index, BoxedUnit value) {
      return BoxedUnit.UNIT;
    }
  }

  /** The job's value. */
  private static final class Nothing extends AbstractFunction0<BoxedUnit> {
    @Override
    public BoxedUnit apply() {
      return BoxedUnit.UNIT;
    }
  }

  /** The job's end, in a thread of Spark's. */
  private static final class End extends AbstractFunction1<Try<BoxedUnit>, BoxedUnit> {
    private final SharedJob job;

    End(SharedJob job) {
      this.job = job;
    }

    @Override
    public BoxedUnit apply(Try<BoxedUnit> outcome) {
      job.exchange.fail(
          outcome.isFailure()
              ? outcome.failed().get()
              : new IllegalStateException("a worker's state is missing"));
      job.hasEnded();
      return BoxedUnit.UNIT;
    }
  }
}
