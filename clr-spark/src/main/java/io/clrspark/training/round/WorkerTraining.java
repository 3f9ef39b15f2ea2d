package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.examples.MemoryBounds;
import io.clrspark.examples.Minibatch;
import io.clrspark.examples.Seeds;
import io.clrspark.examples.store.Minibatches;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.Replica;
import io.clrspark.network.replica.ReplicaPool;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.training.settings.TrainerSettings;
import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/** In a task: one worker's part of a round. The same part always gives the same bits. */
@Internal
public final class WorkerTraining implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long RANDOM = 3;

  private final Broadcast<ReplicaPool> replicas;
  private final Broadcast<byte[]> schedule;
  private final TrainerSettings settings;

  public WorkerTraining(
      Broadcast<ReplicaPool> replicas, Broadcast<byte[]> schedule, TrainerSettings settings) {
    this.replicas = replicas;
    this.schedule = schedule;
    this.settings = settings;
  }

  /** The id of a broadcast that is destroyed at the end of the run. */
  public long id() {
    return replicas.id();
  }

  /** Trains on from a state; call it in a thread whose number of compute threads is set. */
  public WorkerResult train(
      int worker, WorkerExamples examples, NetworkState start, RoundInput round) {
    try {
      return replicas
          .value()
          .with(
              schedule.id(),
              schedule.value(),
              replica -> train(replica, worker, examples, start, round));
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  private WorkerResult train(
      Replica replica, int worker, WorkerExamples examples, NetworkState start, RoundInput round) {
    replica.load(start, round.firstIteration(), round.epoch());
    Nd4j.getRandom().setSeed(Seeds.derive(settings.seed(), RANDOM, round.firstIteration(), worker));
    int[] order = examples.order(settings.shuffle(), settings.seed(), round.epoch(), worker);
    UpdateRows rows = new UpdateRows();
    long used = 0;
    try (Minibatches minibatches = examples.minibatches(order, settings.batchSize())) {
      int end = round.firstMinibatch() + round.minibatches();
      for (int m = round.firstMinibatch(); m < end && minibatches.has(m); m++) {
        Minibatch batch = minibatches.get(m);
        replica.train(batch, rows);
        used += batch.examples();
      }
    }
    NetworkState end = replica.state(settings.updaterState() == UpdaterState.AVERAGE);
    boolean finite = end.hasFiniteParameters(replica.type());
    return new WorkerResult(end, finite, rows, used, SparkEnv.get().executorId());
  }
}
