package io.clrspark.training.round.shared;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundTransport;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerTraining;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * Successive rounds share a Spark job, where the tasks run in the driver's process. The driver
 * averages.
 */
@Internal
public final class SharedJobTransport implements RoundTransport {

  private final JavaRDD<WorkerExamples> workers;
  private final boolean mayStay;
  private @Nullable SharedJob job;

  /**
   * @param workers their partitions
   * @param mayStay whether tasks may stay for another round; if not, each round has its own job
   */
  public SharedJobTransport(JavaRDD<WorkerExamples> workers, boolean mayStay) {
    this.workers = workers;
    this.mayStay = mayStay;
  }

  @Override
  public RoundResult run(
      WorkerTraining training, NetworkState start, RoundInput round, RoundWorkers present) {
    RoundExchange.Work work = new RoundExchange.Work(start, round);
    if (job == null || !job.goesOn(present, work)) {
      release();
      boolean stays = mayStay && present.partitions().size() <= slots();
      job = SharedJob.begin(workers, training, present, work, stays);
    }
    boolean done = false;
    try {
      RoundResult result = job.result();
      done = true;
      return result;
    } catch (InterruptedException e) {
      throw ExceptionUtils.<RuntimeException>rethrow(e); // as Spark's own jobs throw it
    } finally {
      if (!done) {
        job.abandon();
        job = null;
      }
    }
  }

  /** How many tasks run at a time. */
  private int slots() {
    SparkContext spark = workers.context();
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  @Override
  public void release() {
    if (job != null) {
      job.end();
      job = null;
    }
  }
}
