package io.clrspark.training.round.timeout;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.TrainingProperties;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a round may take. At its end the round's jobs are cancelled, the executors that
 * have not answered are replaced, and the round is repeated, with the same result; the second time
 * it fails.
 */
@Internal
public final class RoundTimeout implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoundTimeout.class);
  private static final int ATTEMPTS = 2;
  private static final long AGAIN_MILLIS = 1000;

  private final SparkContext spark;
  private final Duration limit;
  private final RunningTasks tasks;
  private final ScheduledThreadPoolExecutor clock;

  private RoundTimeout(SparkContext spark, Duration limit, RunningTasks tasks) {
    this.spark = spark;
    this.limit = limit;
    this.tasks = tasks;
    this.clock = new ScheduledThreadPoolExecutor(1, RoundTimeout::daemon);
  }

  /**
   * A time limit for the rounds of one training; close it.
   *
   * @param limit zero for none
   * @param workersRdd the id of the RDD that has a partition a worker
   */
  public static RoundTimeout of(SparkContext spark, Duration limit, int workersRdd) {
    RoundTimeout opened = new RoundTimeout(spark, limit, new RunningTasks(workersRdd));
    if (!limit.isZero()) {
      spark.addSparkListener(opened.tasks);
    }
    return opened;
  }

  /** Whether a round may take any time. */
  public boolean isNone() {
    return limit.isZero();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "clr-round-limit");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does what runs Spark jobs in this thread, once more if it takes too long.
   *
   * @param what the round, for people, such as "train from iteration 12"
   * @throws ClrException that names who has not answered
   */
  public <T> T within(String what, Supplier<T> round) {
    if (isNone()) {
      return round.get();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return timed(round);
      } catch (LateException late) {
        String who =
            late.who() + " within " + TrainingProperties.ROUND_TIMEOUT + " = " + limitText();
        giveUp(late);
        if (attempt == ATTEMPTS) {
          throw new ClrException(
              "Cannot %s: %s, and so again when the round was repeated. Look at that executor's log, or raise the limit."
                  .formatted(what, who),
              late.getCause());
        }
        LOG.warn("Once more, to {}: {}.", what, who);
      }
    }
  }

  private String limitText() {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private <T> T timed(Supplier<T> round) {
    String tag = "clr-round-" + UUID.randomUUID();
    AtomicReference<@Nullable List<RunningTask>> late = new AtomicReference<>();
    tasks.watch(tag);
    spark.addJobTag(tag);
    // Again and again: the round may be between two jobs.
    ScheduledFuture<?> end =
        clock.scheduleWithFixedDelay(
            () -> cancel(tag, late), limit.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return round.get();
    } catch (Exception e) { // Spark's are checked, undeclared
      List<RunningTask> unanswered = late.get();
      if (unanswered == null || e instanceof InterruptedException) {
        throw e;
      }
      throw new LateException(unanswered, e);
    } finally {
      end.cancel(false);
      spark.removeJobTag(tag);
    }
  }

  private void cancel(String tag, AtomicReference<@Nullable List<RunningTask>> late) {
    late.compareAndSet(null, tasks.now());
    spark.cancelJobsWithTag(tag);
  }

  private void giveUp(LateException late) {
    try {
      LostExecutors.replace(spark, late.executors(), tasks);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // ends the next job, or is the caller's to see
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    if (!isNone()) {
      spark.removeSparkListener(tasks);
    }
  }
}
