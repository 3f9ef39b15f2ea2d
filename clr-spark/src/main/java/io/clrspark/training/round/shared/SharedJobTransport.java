package io.clrspark.training.round.shared;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.examples.store.WorkerExamplesRdd;
import io.clrspark.network.NetworkState;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundTransport;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerTraining;
import io.clrspark.training.round.channel.Work;
import io.clrspark.training.round.driver.DriverTransport;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Successive rounds share a Spark job, where all workers can run at a time. The driver averages.
 */
@Internal
public final class SharedJobTransport implements RoundTransport {

  private static final Logger LOG = LoggerFactory.getLogger(SharedJobTransport.class);

  private final JavaRDD<WorkerExamples> workers;
  private final boolean isHere;
  private final RoundTransport perRound;
  private volatile @Nullable SharedJob job;

  /**
   * @param workers their partitions
   * @param isHere whether tasks run in the driver's process
   */
  public SharedJobTransport(JavaRDD<WorkerExamples> workers, boolean isHere) {
    this.workers = workers;
    this.isHere = isHere;
    this.perRound = new DriverTransport(workers);
  }

  @Override
  public RoundResult run(
      WorkerTraining training, NetworkState start, RoundInput round, RoundWorkers present) {
    Work work = new Work(start, round);
    SharedJob latest = job;
    if (latest != null && latest.goesOn(present, work)) {
      LOG.debug("The tasks that stayed train from iteration {}.", round.firstIteration());
      return result(latest);
    }
    release();
    boolean stays = present.partitions().size() <= slots();
    if (!stays && !isHere) {
      return perRound.run(training, start, round, present);
    }
    WorkerExamplesRdd.place(workers);
    SharedJob begun = SharedJob.begin(workers, training, present, work, stays, isHere);
    job = begun;
    return result(begun);
  }

  private RoundResult result(SharedJob running) {
    boolean done = false;
    try {
      RoundResult result = running.result();
      done = true;
      return result;
    } catch (InterruptedException e) {
      throw ExceptionUtils.<RuntimeException>rethrow(e); // as Spark's own jobs throw it
    } finally {
      if (!done) {
        running.abandon();
        job = null;
      }
    }
  }

  @Override
  public boolean hasAnswered(int worker) {
    SharedJob latest = job;
    return latest != null && latest.hasAnswered(worker);
  }

  /** How many tasks run at a time. */
  private int slots() {
    SparkContext spark = workers.context();
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  @Override
  public void release() {
    SharedJob latest = job;
    if (latest != null) {
      latest.end();
      job = null;
    }
  }
}
