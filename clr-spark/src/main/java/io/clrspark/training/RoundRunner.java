package io.clrspark.training;

import io.clrspark.training.data.EvaluationData;
import io.clrspark.training.data.TrainingData;
import io.clrspark.training.data.WorkerExamples;
import io.clrspark.training.replica.JavaBytes;
import io.clrspark.training.replica.NetworkState;
import io.clrspark.training.replica.ReplicaPool;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.ISchedule;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs rounds as Spark jobs and keeps the broadcasts they need; destroys all of them when closed.
 */
final class RoundRunner implements AutoCloseable {

  private final JavaSparkContext spark;
  private final TrainingData data;
  private final TrainerOptions options;
  private final DataType type;
  private final Broadcast<ReplicaPool> replicas;
  private Broadcast<byte[]> schedule;

  RoundRunner(
      TrainingData data,
      TrainerOptions options,
      DataType type,
      ReplicaPool replicas,
      ISchedule schedule) {
    this.spark = JavaSparkContext.fromSparkContext(data.workers().context());
    this.data = data;
    this.options = options;
    this.type = type;
    this.replicas = spark.broadcast(replicas);
    this.schedule = spark.broadcast(JavaBytes.of(schedule));
  }

  /** From the next round on the workers follow another schedule. */
  void reschedule(ISchedule changed) {
    Broadcast<byte[]> before = schedule;
    schedule = spark.broadcast(JavaBytes.of(changed));
    before.destroy();
  }

  /**
   * Runs a round: a job over the partitions of those workers that still have data in the epoch.
   * Results are averaged as they arrive.
   */
  RoundResult run(NetworkState state, RoundInput round) {
    List<Object> present = present(round);
    AveragingTree average = new AveragingTree(flags(present), type);
    WorkerResult[] results = new WorkerResult[options.workers()];
    try (RoundState start = RoundState.of(spark, state, data.isHere())) {
      JavaRDD<WorkerExamples> workers = data.workers();
      workers
          .context()
          .runJob(
              workers.rdd(),
              new RoundTask(replicas, schedule, start, round, options),
              JavaConverters.asScalaBufferConverter(present).asScala().toSeq(),
              new Arrival(start, present, average, results),
              ClassTag.<WorkerResult>apply(WorkerResult.class));
    }
    return new RoundResult(average.average(), results);
  }

  /** Scores held-out data with a state; partitions are added up in their order. */
  EvaluationSum evaluate(EvaluationData heldOut, NetworkState state, int iteration, int epoch) {
    RoundInput at = new RoundInput(iteration, epoch, 0, 0);
    try (RoundState scored = RoundState.of(spark, state, data.isHere())) {
      EvaluationSum sum = new EvaluationSum();
      heldOut
          .blocks()
          .mapPartitions(new EvaluationTask(replicas, schedule, scored, at))
          .collect()
          .forEach(sum::add);
      return sum;
    }
  }

  @Override
  public void close() {
    replicas.destroy();
    schedule.destroy();
  }

  private List<Object> present(RoundInput round) {
    long used = (long) round.firstMinibatch() * options.batchSize();
    List<Object> present = new ArrayList<>();
    for (int worker = 0; worker < options.workers(); worker++) {
      if (data.examples(worker) > used) {
        present.add(worker);
      }
    }
    return present;
  }

  private boolean[] flags(List<Object> present) {
    boolean[] flags = new boolean[options.workers()];
    present.forEach(worker -> flags[(Integer) worker] = true);
    return flags;
  }

  /** Takes results in as Spark hands them over, once for each worker. */
  private static final class Arrival extends AbstractFunction2<Object, WorkerResult, BoxedUnit> {
    private final RoundState start;
    private final List<Object> present;
    private final AveragingTree average;
    private final WorkerResult[] results;

    Arrival(RoundState start, List<Object> present, AveragingTree average, WorkerResult[] results) {
      this.start = start;
      this.present = present;
      this.average = average;
      this.results = results;
    }

    @Override
    public BoxedUnit apply(Object index, WorkerResult result) {
      int worker = (Integer) present.get((Integer) index);
      average.add(worker, start.received(result), result.examples());
      results[worker] = result.withoutState();
      return BoxedUnit.UNIT;
    }
  }
}
