package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.store.AssignedBlock;
import io.clrspark.examples.store.WorkerAssignment;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.examples.store.WorkerExamplesRdd;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
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
 * A run's training data: counted and checked in one pass, assigned to the workers in a second, and
 * cached as one partition per worker. Both passes compute the caller's RDD. A partition whose
 * content or order differs between them is refused, since it could not be computed again if lost.
 */
@Internal
public final class TrainingData implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingData.class);

  /** Differs per process, and per class loader that has loaded this library in a process. */
  private static final String PROCESS = UUID.randomUUID().toString();

  private final WorkerExamplesRdd shares;
  private final LoadingPass found;
  private final long[] counts;
  private boolean isHere;
  private int inFiles;

  private TrainingData(WorkerExamplesRdd shares, LoadingPass found, long[] counts) {
    this.shares = shares;
    this.found = found;
    this.counts = counts;
  }

  /**
   * Counts, checks and assigns the examples in two Spark jobs.
   *
   * @throws ClrException if there is no example, layouts differ, a worker would have more than
   *     2^31-1 examples, or a partition comes back different
   */
  public static <T> TrainingData load(JavaRDD<T> data, int workers, long seed) {
    LoadingPass found = LoadingPass.over(data);
    long[] counts = new WorkerAssignment(seed, workers).counts(found.order().examples());
    requireIntegers(counts);
    AssignTask<T> task =
        new AssignTask<>(
            found.order().starts(),
            found.partitions().toArray(PartitionSummary[]::new),
            workers,
            seed);
    RDD<Tuple2<Integer, AssignedBlock>> assigned =
        byWorker(data.mapPartitionsWithIndex(task, false), workers);
    WorkerExamplesRdd shares = new WorkerExamplesRdd(assigned, found.layout(), counts);
    TrainingData loaded = new TrainingData(shares, found, counts);
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

  private static void requireIntegers(long[] counts) {
    for (long count : counts) {
      if (count > Integer.MAX_VALUE) {
        throw new ClrException(
            "Cannot train: a worker would have %s examples (at most 2147483647). Use more workers."
                .formatted(count));
      }
    }
  }

  private void materialize() {
    boolean done = false;
    try {
      shares.place();
      List<Tuple2<String, Boolean>> places =
          Arrays.stream(
                  workers()
                      .map(examples -> new Tuple2<>(PROCESS, examples.isInFile()))
                      .collectPartitions(workersWithExamples()))
              .flatMap(List::stream)
              .toList();
      isHere =
          shares.context().isLocal() && places.stream().map(Tuple2::_1).allMatch(PROCESS::equals);
      inFiles = (int) places.stream().filter(Tuple2::_2).count();
      warnOfFiles();
      done = true;
    } finally {
      if (!done) {
        abandon();
      }
    }
  }

  /** The others get no task. */
  private int[] workersWithExamples() {
    int[] some = IntStream.range(0, counts.length).filter(worker -> counts[worker] > 0).toArray();
    if (some.length < counts.length) {
      LOG.warn(
          "{} of {} workers have nothing to do: the data has {} examples. Use fewer workers.",
          counts.length - some.length,
          counts.length,
          examples());
    }
    return some;
  }

  private void warnOfFiles() {
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

  /** One partition per worker, each with one element. */
  public JavaRDD<WorkerExamples> workers() {
    return shares.toJavaRDD();
  }

  /** Whether the tasks run in this process, and see the same classes. */
  public boolean isHere() {
    return isHere;
  }

  public ExampleLayout layout() {
    return found.layout();
  }

  /** N: the number of examples in the data. */
  public long examples() {
    return found.order().examples();
  }

  /** A checksum of the content and order of all examples; it does not depend on partitions. */
  public String checksum() {
    return found.order().checksum();
  }

  /** How many examples a worker has. */
  public long examples(int worker) {
    return counts[worker];
  }

  /** Frees memory and files when no job uses the data any more. */
  @Override
  public void close() {
    abandon();
    if (!shares.context().isStopped()) {
      shares.forgetShuffle();
    }
  }

  /** Frees memory after a failure, when jobs may still run; Spark deletes the files later. */
  public void abandon() {
    if (!shares.context().isStopped()) {
      shares.unpersist(false);
    }
  }
}
