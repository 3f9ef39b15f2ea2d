package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.store.AssignedBlock;
import io.clrspark.examples.store.WorkerAssignment;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.examples.store.WorkerExamplesRdd;
import java.util.List;
import java.util.UUID;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.reflect.ClassTag;

/**
 * A run's training data: counted and checked in one pass, dealt to the workers in a second, and
 * cached as one partition a worker. Both passes compute the caller's RDD; a partition whose content
 * or order differs between them is refused, since a lost one could never be computed again.
 */
@Internal
public final class TrainingData implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingData.class);

  /** Differs per process, and per class loader that has loaded this library in a process. */
  private static final String PROCESS = UUID.randomUUID().toString();

  private final WorkerExamplesRdd shares;
  private final JavaRDD<WorkerExamples> workers;
  private final ExampleLayout layout;
  private final long examples;
  private final String checksum;
  private final long[] counts;
  private boolean isHere;
  private int inFiles;

  private TrainingData(
      WorkerExamplesRdd shares,
      ExampleLayout layout,
      long examples,
      String checksum,
      long[] counts) {
    this.shares = shares;
    this.workers = shares.toJavaRDD();
    this.layout = layout;
    this.examples = examples;
    this.checksum = checksum;
    this.counts = counts;
  }

  /**
   * Counts, checks and deals the examples; runs two Spark jobs.
   *
   * @throws ClrException if there is no example, layouts differ, a worker's share exceeds 2^31-1,
   *     or a partition comes back different
   */
  public static <T> TrainingData load(JavaRDD<T> data, int workers, long seed) {
    LoadingPass found = LoadingPass.over(data);
    long[][] starts = found.order().starts();
    long examples = found.order().examples();
    long[] counts = new WorkerAssignment(seed, workers).counts(examples);
    requireShares(counts);
    PartitionSummary[] expected = found.partitions().toArray(PartitionSummary[]::new);
    RDD<Tuple2<Integer, AssignedBlock>> assigned =
        byWorker(
            data.mapPartitionsWithIndex(new AssignTask<>(starts, expected, workers, seed), false),
            workers);
    WorkerExamplesRdd shares =
        new WorkerExamplesRdd(assigned, found.layout(), examples, workers, seed);
    TrainingData loaded =
        new TrainingData(shares, found.layout(), examples, found.order().checksum(), counts);
    loaded.materialize();
    return loaded;
  }

  /**
   * The blocks in one partition per worker. The serializer releases each block when it is written:
   * Spark's default keeps the latest hundred of every worker, which fill a small heap if there are
   * many workers.
   */
  private static RDD<Tuple2<Integer, AssignedBlock>> byWorker(
      JavaRDD<Tuple2<Integer, AssignedBlock>> blocks, int workers) {
    SparkConf conf = blocks.context().getConf().set("spark.serializer.objectStreamReset", "1");
    return new ShuffledRDD<Integer, AssignedBlock, AssignedBlock>(
            blocks.rdd(),
            new HashPartitioner(workers),
            ClassTag.apply(Integer.class),
            ClassTag.apply(AssignedBlock.class),
            ClassTag.apply(AssignedBlock.class))
        .setSerializer(new JavaSerializer(conf));
  }

  private static void requireShares(long[] counts) {
    for (long count : counts) {
      if (count > Integer.MAX_VALUE) {
        throw new ClrException(
            "Cannot train: a worker would have "
                + count
                + " examples (at most 2147483647). Use more workers.");
      }
    }
  }

  private void materialize() {
    boolean done = false;
    try {
      List<Tuple2<String, Boolean>> places =
          workers.map(share -> new Tuple2<>(PROCESS, share.isInFile())).collect();
      isHere =
          workers.context().isLocal()
              && places.stream().map(Tuple2::_1).allMatch(PROCESS::equals);
      inFiles = (int) places.stream().filter(Tuple2::_2).count();
      tellOfFiles();
      done = true;
    } finally {
      if (!done) {
        abandon();
      }
    }
  }

  private void tellOfFiles() {
    if (inFiles > 0) {
      LOG.warn(
          "The data is more than the memory for it: {} of {} workers read their examples from files"
              + " in spark.local.dir. With more memory or more executors they would not.",
          inFiles,
          counts.length);
    }
  }

  /** How many workers have their examples in a file, not in memory. */
  public int inFiles() {
    return inFiles;
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

  /** Of the content and order of all examples, however Spark has cut the data. */
  public String checksum() {
    return checksum;
  }

  /** How many examples a worker has. */
  public long examples(int worker) {
    return counts[worker];
  }

  /** Lets go of memory and files; for when no job uses the data any more. */
  @Override
  public void close() {
    abandon();
    if (!workers.context().isStopped()) {
      shares.forgetShuffle();
    }
  }

  /** The same after a failure, when jobs may still run: Spark deletes the shuffle's files later. */
  public void abandon() {
    if (!workers.context().isStopped()) {
      workers.unpersist(false);
    }
  }
}
