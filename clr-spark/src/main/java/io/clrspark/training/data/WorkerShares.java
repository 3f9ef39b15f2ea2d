package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.io.File;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.TaskLocation;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;

/**
 * One partition a worker, with its examples: on the heap where the memory that Spark has for data
 * has room for all of them, else in a file in one of Spark's local folders.
 *
 * <p>An executor keeps what it has made as a block of its own. Unlike a persisted RDD's, the block
 * is never fetched by another executor, which could not read the file and would not keep what it
 * fetched: that one makes its own from the shuffle, and so does one whose block was evicted.
 */
final class WorkerShares extends RDD<WorkerExamples> {

  private static final long serialVersionUID = 1L;
  private static final ClassTag<WorkerExamples> EXAMPLES = ClassTag.apply(WorkerExamples.class);
  private static final ClassTag<Tuple2<Integer, DealtBlock>> DEALT = ClassTag.apply(Tuple2.class);

  /** Of the memory for data, what stays free: for the blocks that stand for files, and others'. */
  private static final int FREE_PART = 8;

  private final ExampleLayout layout;
  private final long examples;
  private final int workers;
  private final long seed;

  /**
   * @param dealt a partition a worker
   * @param examples N: how many examples there are
   */
  WorkerShares(
      RDD<Tuple2<Integer, DealtBlock>> dealt,
      ExampleLayout layout,
      long examples,
      int workers,
      long seed) {
    super(dealt, EXAMPLES);
    this.layout = layout;
    this.examples = examples;
    this.workers = workers;
    this.seed = seed;
    if (dealt.context().cleaner().isDefined()) {
      dealt.context().cleaner().get().registerRDDForCleanup(this); // where nobody closes it
    }
  }

  /** Deletes the files that shares are made from; for when they are not needed any more. */
  void forgetShuffle() {
    Shuffles.forget(firstParent(DEALT));
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(DEALT).partitions();
  }

  /** The executors that have it. */
  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    if (context().isLocal()) {
      return asScala(List.of());
    }
    Seq<BlockManagerId> holders =
        SparkEnv.get().blockManager().master().getLocations(new RDDBlockId(id(), split.index()));
    return asScala(
        JavaConverters.seqAsJavaListConverter(holders).asJava().stream()
            .map(holder -> TaskLocation.apply(holder.host(), holder.executorId()).toString())
            .toList());
  }

  private static <T> Seq<T> asScala(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }

  @Override
  public scala.collection.Iterator<WorkerExamples> compute(Partition split, TaskContext task) {
    BlockManager blocks = SparkEnv.get().blockManager();
    RDDBlockId id = new RDDBlockId(id(), split.index());
    WorkerExamples share = kept(blocks, id, task);
    if (share == null) {
      WorkerExamples made = made(blocks, id, split, task);
      blocks.putSingle(id, made, StorageLevel.MEMORY_ONLY(), true, EXAMPLES);
      share = Objects.requireNonNullElse(kept(blocks, id, task), made);
    }
    return asScala(List.of(share)).iterator();
  }

  /** What this executor has; the task's lock keeps Spark from dropping it before the task ends. */
  private static @Nullable WorkerExamples kept(
      BlockManager blocks, RDDBlockId id, TaskContext task) {
    Option<BlockResult> found = blocks.getLocalValues(id);
    if (found.isEmpty()) {
      return null;
    }
    WorkerExamples share = (WorkerExamples) found.get().data().next();
    if (share.isOpen()) {
      return share;
    }
    blocks.releaseLock(id, Option.apply(task));
    blocks.removeBlock(id, true);
    return null;
  }

  private WorkerExamples made(
      BlockManager blocks, RDDBlockId id, Partition split, TaskContext task) {
    int count = Math.toIntExact(new Deal(seed, workers).counts(examples)[split.index()]);
    Iterator<DealtBlock> dealt = dealt(split, task);
    long bytes = (long) count * layout.bytes();
    long wanted = bytes + SparkEnv.get().memoryManager().maxOnHeapStorageMemory() / FREE_PART;
    if (blocks.memoryStore().reserveUnrollMemoryForThisTask(id, wanted, MemoryMode.ON_HEAP)) {
      try {
        return new WorkerExamples(HeapExamples.of(layout, dealt));
      } finally {
        blocks.memoryStore().releaseUnrollMemoryForThisTask(MemoryMode.ON_HEAP, wanted);
      }
    }
    requireNoEncryption(bytes);
    File file = blocks.diskBlockManager().createTempLocalBlock()._2();
    return new WorkerExamples(FileExamples.write(file, layout, count, workers, dealt));
  }

  private Iterator<DealtBlock> dealt(Partition split, TaskContext task) {
    Iterator<Tuple2<Integer, DealtBlock>> pairs =
        JavaConverters.asJavaIteratorConverter(firstParent(DEALT).iterator(split, task)).asJava();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pairs.hasNext();
      }

      @Override
      public DealtBlock next() {
        return pairs.next()._2();
      }
    };
  }

  private static void requireNoEncryption(long bytes) {
    if (SparkEnv.get().conf().getBoolean("spark.io.encryption.enabled", false)) {
      throw new ClrException(
          "Cannot train: a worker's examples, %d MB, are more than the memory that executor %s has for"
                  .formatted((bytes >> 20) + 1, SparkEnv.get().executorId())
              + " data, and spark.io.encryption.enabled = true forbids to put them into a file."
              + " Raise the heap, or take more executors.");
    }
  }
}
