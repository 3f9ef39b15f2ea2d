package io.clrspark.training.round;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.MemoryBounds;
import io.clrspark.examples.Minibatch;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.Replica;
import io.clrspark.network.replica.ReplicaPool;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Scores one partition of held-out examples. */
@Internal
public final class EvaluationTask
    implements FlatMapFunction<Iterator<ExampleBlock>, EvaluationSum> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<ReplicaPool> replicas;
  private final Broadcast<byte[]> schedule;
  private final Broadcast<NetworkState> state;
  private final RoundInput at;

  /**
   * @param at the iteration and epoch that the network is scored at
   */
  public EvaluationTask(
      Broadcast<ReplicaPool> replicas,
      Broadcast<byte[]> schedule,
      Broadcast<NetworkState> state,
      RoundInput at) {
    this.replicas = replicas;
    this.schedule = schedule;
    this.state = state;
    this.at = at;
  }

  @Override
  public Iterator<EvaluationSum> call(Iterator<ExampleBlock> blocks) {
    try {
      ComputeThreads.set(TaskContext.get().cpus());
      EvaluationSum sum =
          replicas.value().with(schedule.id(), schedule.value(), replica -> score(replica, blocks));
      return List.of(sum).iterator();
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  private EvaluationSum score(Replica replica, Iterator<ExampleBlock> blocks) {
    replica.load(state.value(), at.firstIteration(), at.epoch());
    EvaluationSum sum = new EvaluationSum();
    while (blocks.hasNext()) {
      try (Minibatch batch = Minibatch.of(blocks.next())) {
        Replica.Score score = replica.score(batch);
        sum.add(score.loss(), score.right(), score.counted(), batch.examples());
      }
    }
    return sum;
  }
}
