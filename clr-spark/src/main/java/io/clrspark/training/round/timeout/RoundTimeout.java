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
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a round may take. At its end the round's jobs are cancelled, the executors that
 * have not answered are replaced, and the round is repeated, with the same result; the second time
 * it fails. A job may be that of earlier rounds too.
 */
@Internal
public final class RoundTimeout implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoundTimeout.class);
  private static final int ATTEMPTS = 2;
  private static final long AGAIN_MILLIS = 1000;

  private final SparkContext spark;
  private final Duration limit;
  private final String tag = "clr-round-" + UUID.randomUUID(); // of the jobs of all rounds
  private final RunningTasks tasks;
  private final ScheduledThreadPoolExecutor clock;

  private RoundTimeout(SparkContext spark, Duration limit, int workersRdd) {
    this.spark = spark;
    this.limit = limit;
    this.tasks = new RunningTasks(workersRdd, tag);
    this.clock = new ScheduledThreadPoolExecutor(1, RoundTimeout::daemon);
  }

  /**
   * A time limit for the rounds of one training; close it.
   *
   * @param limit zero for none
   * @param workersRdd the id of the RDD that has a partition a worker
   */
  public static RoundTimeout of(SparkContext spark, Duration limit, int workersRdd) {
    RoundTimeout opened = new RoundTimeout(spark, limit, workersRdd);
    if (!limit.isZero()) {
      spark.addSparkListener(opened.tasks);
    }
    return opened;
  }

  private boolean isNone() {
    return limit.isZero();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "clr-round-limit");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does what runs Spark jobs in this thread, once more if it takes too long. Their tasks may stay
   * for rounds that follow.
   *
   * @param what the round, for people, such as "train from iteration 12"
   * @param answered whether a worker has answered the round though its task runs
   * @param release waits for the end of tasks that have stayed; for a round that has ended in the
   *     moment in which its job was cancelled
   * @throws ClrException that names who has not answered
   */
  public <T> T within(String what, Supplier<T> round, IntPredicate answered, Runnable release) {
    if (isNone()) {
      return round.get();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return timed(round, answered, release);
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

  private <T> T timed(Supplier<T> round, IntPredicate answered, Runnable release) {
    Attempt attempt = new Attempt(answered);
    spark.addJobTag(tag);
    // Again and again: the round may be between two jobs.
    ScheduledFuture<?> end =
        clock.scheduleWithFixedDelay(
            attempt::cancel, limit.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    try {
      T result = round.get();
      if (attempt.end() != null) {
        release.run();
      }
      return result;
    } catch (Exception e) { // Spark's are checked, undeclared
      List<RunningTask> late = attempt.end();
      if (late == null || e instanceof InterruptedException) {
        throw e;
      }
      throw new LateException(late, e);
    } finally {
      end.cancel(false);
      spark.removeJobTag(tag);
    }
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

  /** One attempt at a round. */
  private final class Attempt {
    private final IntPredicate answered;
    // Guarded by this.
    private @Nullable List<RunningTask> late;
    private boolean isOver;

    Attempt(IntPredicate answered) {
      this.answered = answered;
    }

    synchronized void cancel() {
      if (!isOver) {
        if (late == null) {
          late = unanswered();
        }
        spark.cancelJobsWithTag(tag);
      }
    }

    private List<RunningTask> unanswered() {
      return tasks.now().stream()
          .filter(task -> task.worker().isEmpty() || !answered.test(task.worker().get()))
          .toList();
    }

    /** Nothing is cancelled from now on. Returns who was late; null if nothing was cancelled. */
    synchronized @Nullable List<RunningTask> end() {
      isOver = true;
      return late;
    }
  }
}
