package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A run's training data: counted and checked in one pass, dealt to the workers in a second, and
 * cached as one partition a worker. Both passes compute the caller's RDD; a partition whose content
 * or order differs between them is refused, since a lost one could never be computed again.
 */
public final class TrainingData implements AutoCloseable {

  private final JavaRDD<WorkerExamples> workers;
  private final ExampleLayout layout;
  private final long examples;
  private final long[] counts;
  private boolean isHere;

  private TrainingData(
      JavaRDD<WorkerExamples> workers, ExampleLayout layout, long examples, long[] counts) {
    this.workers = workers;
    this.layout = layout;
    this.examples = examples;
    this.counts = counts;
  }

  /**
   * Counts, checks and deals the examples; runs two Spark jobs.
   *
   * @throws ClrException if there is no example, layouts differ, a worker's share exceeds 2^31-1,
   *     or a partition comes back different
   */
  public static <T> TrainingData load(JavaRDD<T> data, int workers, long seed) {
    List<PartitionSummary> summaries = LoadingPass.summaries(data);
    ExampleLayout layout = LoadingPass.commonLayout(summaries);
    GlobalOrder order = GlobalOrder.of(LoadingPass.counts(summaries));
    long[] counts = new Deal(seed, workers).counts(order.examples());
    LoadingPass.requireShares(counts);
    JavaRDD<WorkerExamples> dealt =
        data.mapPartitionsWithIndex(
                new DealTask<>(
                    order.starts(), summaries.toArray(new PartitionSummary[0]), workers, seed),
                false)
            .mapToPair(pair -> pair)
            .partitionBy(new HashPartitioner(workers))
            .mapPartitions(LoadingPass::workerExamples, true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    TrainingData loaded = new TrainingData(dealt, layout, order.examples(), counts);
    loaded.materialize();
    return loaded;
  }

  private void materialize() {
    boolean done = false;
    try {
      List<String> processes =
          workers.mapPartitions(examples -> List.of(ThisProcess.ID).iterator()).collect();
      isHere = workers.context().isLocal() && processes.stream().allMatch(ThisProcess.ID::equals);
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /** One partition a worker, each with one element. */
  public JavaRDD<WorkerExamples> workers() {
    return workers;
  }

  /** Whether the tasks run in this process, and see the same classes. */
  public boolean isHere() {
    return isHere;
  }

  public ExampleLayout layout() {
    return layout;
  }

  /** N: the number of examples in the data. */
  public long examples() {
    return examples;
  }

  /** How many examples a worker has. */
  public long examples(int worker) {
    return counts[worker];
  }

  @Override
  public void close() {
    if (!workers.context().isStopped()) {
      workers.unpersist(false);
    }
  }

  /** A worker's number and one of its blocks. */
  static Tuple2<Integer, DealtBlock> dealt(int worker, DealtBlock block) {
    return new Tuple2<>(worker, block);
  }
}
