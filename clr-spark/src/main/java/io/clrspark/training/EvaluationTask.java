package io.clrspark.training;

import io.clrspark.training.data.ExampleBlock;
import io.clrspark.training.data.MemoryBounds;
import io.clrspark.training.data.Minibatch;
import io.clrspark.training.replica.ComputeThreads;
import io.clrspark.training.replica.Replica;
import io.clrspark.training.replica.ReplicaPool;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Scores one partition of held-out examples. */
final class EvaluationTask implements FlatMapFunction<Iterator<ExampleBlock>, EvaluationSum> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<ReplicaPool> replicas;
  private final Broadcast<byte[]> schedule;
  private final Broadcast<RoundInput> input;

  EvaluationTask(
      Broadcast<ReplicaPool> replicas, Broadcast<byte[]> schedule, Broadcast<RoundInput> input) {
    this.replicas = replicas;
    this.schedule = schedule;
    this.input = input;
  }

  @Override
  public Iterator<EvaluationSum> call(Iterator<ExampleBlock> blocks) {
    try {
      return List.of(score(blocks)).iterator();
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  private EvaluationSum score(Iterator<ExampleBlock> blocks) {
    ComputeThreads.set(TaskContext.get().cpus());
    RoundInput round = input.value();
    Replica replica = replicas.value().borrow(schedule.id(), schedule.value());
    replica.load(round.state(), round.firstIteration(), round.epoch());
    EvaluationSum sum = new EvaluationSum();
    while (blocks.hasNext()) {
      try (Minibatch batch = Minibatch.of(blocks.next())) {
        Replica.Score score = replica.score(batch);
        sum.add(score.loss(), score.right(), score.counted(), batch.examples());
      }
    }
    replicas.value().giveBack(replica);
    return sum;
  }
}
