package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.examples.store.WorkerExamplesRdd;
import io.clrspark.network.NetworkState;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A transport that runs one Spark job per round, and broadcasts the state to start from. */
@Internal
public abstract class JobPerRound implements RoundTransport {

  private final JavaRDD<WorkerExamples> workers;

  /** For the workers that are the partitions of an RDD. */
  protected JobPerRound(JavaRDD<WorkerExamples> workers) {
    this.workers = workers;
  }

  @Override
  public final RoundResult run(
      WorkerTraining training, NetworkState start, RoundInput round, RoundWorkers present) {
    Broadcast<NetworkState> state =
        JavaSparkContext.fromSparkContext(workers.context()).broadcast(start);
    try {
      WorkerExamplesRdd.place(workers);
      return run(workers, new RoundTask(training, state, round), present, start);
    } finally {
      state.destroy();
    }
  }

  /**
   * Runs the job of a round.
   *
   * @param task what it runs on the partition of each worker that is present
   * @param like a state of the sizes that the average will have
   */
  protected abstract RoundResult run(
      JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present, NetworkState like);
}
