package io.clrspark.training.round.shared;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundSum;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerTraining;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.JavaConverters;
import scala.concurrent.ExecutionContext;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Successive rounds in one Spark job, for tasks that run in the driver's process: Spark's way from
 * the driver to a task and back takes as long as several updates of a small network. Other jobs of
 * the application get their turn.
 */
@Internal
public final class SharedJob {

  private static final Duration TURN = Duration.ofSeconds(1);

  /** Spark's list of jobs may miss one that waits, when it has too many events to note. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final ExecutionContext AT_ONCE = ExecutionContext.fromExecutor(Runnable::run);

  private final RoundWorkers present;
  private final RoundExchange meeting;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SharedJob(RoundWorkers present, RoundExchange meeting) {
    this.present = present;
    this.meeting = meeting;
  }

  /**
   * Starts the job with a round.
   *
   * @param stays whether the tasks wait for another round
   */
  public static SharedJob begin(
      JavaRDD<WorkerExamples> workers,
      WorkerTraining training,
      RoundWorkers present,
      RoundExchange.Start round,
      boolean stays) {
    int count = present.partitions().size();
    long end = System.nanoTime() + LONGEST.toNanos();
    RoundExchange meeting =
        RoundExchange.open(
            count,
            round,
            stays ? TURN : Duration.ZERO,
            () -> end - System.nanoTime() <= 0 || hasOtherJobs(workers.context()));
    SharedJob stretch = new SharedJob(present, meeting);
    boolean begun = false;
    try {
      stretch.submit(workers, new MultiRoundTask(training, meeting));
      begun = true;
      return stretch;
    } finally {
      if (!begun) {
        meeting.close();
      }
    }
  }

  /** Whether there are other jobs than one stretch. */
  static boolean hasOtherJobs(SparkContext spark) {
    return spark.statusTracker().getActiveJobIds().length > 1;
  }

  private void submit(JavaRDD<WorkerExamples> workers, MultiRoundTask task) {
    workers
        .context()
        .<WorkerExamples, BoxedUnit, BoxedUnit>submitJob(
            workers.rdd(),
            task,
            JavaConverters.asScalaBufferConverter(present.partitions()).asScala().toSeq(),
            new Ignore(),
            new Nothing())
        .onComplete(new End(this), AT_ONCE);
  }

  /** Goes on with a round, unless those workers are others or the tasks have gone. */
  public boolean goesOn(RoundWorkers workers, RoundExchange.Start round) {
    return Arrays.equals(present.flags(), workers.flags()) && meeting.handOut(round);
  }

  /** Waits for the results of the round that was handed out last, and averages them. */
  public RoundResult result() throws InterruptedException {
    RoundSum sum = new RoundSum(present);
    for (int left = present.partitions().size(); left > 0; left--) {
      RoundExchange.Answer answer = meeting.take();
      sum.add(answer.worker(), answer.result());
    }
    return sum.result();
  }

  /** Sends the tasks away, all of whose results are there, and waits until they have gone. */
  public void end() {
    meeting.close();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller's to see
    }
  }

  /** Sends the tasks away without waiting: one may never go. */
  public void abandon() {
    meeting.close();
  }

  /** A task has no value: its results have come before. */
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
    private final SharedJob stretch;

    End(SharedJob stretch) {
      this.stretch = stretch;
    }

    @Override
    public BoxedUnit apply(Try<BoxedUnit> outcome) {
      stretch.meeting.fail(
          outcome.isFailure()
              ? outcome.failed().get()
              : new IllegalStateException("a worker's state is missing"));
      stretch.ended.countDown();
      return BoxedUnit.UNIT;
    }
  }
}
