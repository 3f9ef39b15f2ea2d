package io.clrspark.examples.store;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.MemoryBounds;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
import org.apache.spark.storage.memory.MemoryStore;
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
 * <p>An executor keeps what it has made as blocks of this RDD: the examples in memory, and the file
 * on disk, which Spark thus deletes with the RDD. Unlike a persisted RDD's, the blocks are never
 * fetched by another executor, which could not keep them: that one makes its own from the shuffle.
 */
@Internal
public final class WorkerExamplesRdd extends RDD<WorkerExamples> {

  private static final long serialVersionUID = 1L;
  private static final ClassTag<WorkerExamples> EXAMPLES = ClassTag.apply(WorkerExamples.class);
  private static final ClassTag<Tuple2<Integer, AssignedBlock>> DEALT =
      ClassTag.apply(Tuple2.class);

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
  public WorkerExamplesRdd(
      RDD<Tuple2<Integer, AssignedBlock>> dealt,
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

  /**
   * Deletes the files that shares are made from; for when they are not needed any more. It waits
   * for that: a Spark that stops while it deletes many prints what it could not finish.
   */
  public void forgetShuffle() {
    ShuffleFiles.forget(firstParent(DEALT), true);
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(DEALT).partitions();
  }

  /** The executors that have it; else Spark looks at every map task's part of the shuffle. */
  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    Stream<BlockManagerId> holders =
        context().isLocal()
            ? Stream.of(SparkEnv.get().blockManager().blockManagerId())
            : Stream.of(inMemory(split), onDisk(split)).flatMap(WorkerExamplesRdd::holders);
    return asScala(
        holders
            .map(holder -> TaskLocation.apply(holder.host(), holder.executorId()).toString())
            .distinct()
            .toList());
  }

  private static Stream<BlockManagerId> holders(RDDBlockId id) {
    Seq<BlockManagerId> holders = SparkEnv.get().blockManager().master().getLocations(id);
    return JavaConverters.seqAsJavaListConverter(holders).asJava().stream();
  }

  private RDDBlockId inMemory(Partition split) {
    return new RDDBlockId(id(), split.index());
  }

  private RDDBlockId onDisk(Partition split) {
    return new RDDBlockId(id(), workers + split.index());
  }

  private static <T> Seq<T> asScala(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }

  @Override
  public scala.collection.Iterator<WorkerExamples> compute(Partition split, TaskContext task) {
    BlockManager blocks = SparkEnv.get().blockManager();
    RDDBlockId id = inMemory(split);
    WorkerExamples share = kept(blocks, id, task);
    if (share == null) {
      WorkerExamples made = made(blocks, split, task);
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

  private WorkerExamples made(BlockManager blocks, Partition split, TaskContext task) {
    int count =
        Math.toIntExact(new WorkerAssignment(seed, workers).counts(examples)[split.index()]);
    SpillFile file = new SpillFile(blocks, onDisk(split), layout, count);
    if (file.exists()) {
      return new WorkerExamples(file.open());
    }
    Iterator<AssignedBlock> dealt = dealt(split, task);
    long wanted = (long) count * layout.bytes() + maxMemory() / FREE_PART;
    MemoryStore memory = blocks.memoryStore();
    if (memory.reserveUnrollMemoryForThisTask(inMemory(split), wanted, MemoryMode.ON_HEAP)) {
      try {
        return new WorkerExamples(HeapExamples.of(layout, dealt));
      } catch (OutOfMemoryError e) {
        throw MemoryBounds.explained(e);
      } finally {
        memory.releaseUnrollMemoryForThisTask(MemoryMode.ON_HEAP, wanted);
      }
    }
    file.write(dealt, workers, task.taskAttemptId());
    return new WorkerExamples(file.open());
  }

  private static long maxMemory() {
    return SparkEnv.get().memoryManager().maxOnHeapStorageMemory();
  }

  private Iterator<AssignedBlock> dealt(Partition split, TaskContext task) {
    return JavaConverters.asJavaIteratorConverter(
            firstParent(DEALT).iterator(split, task).map(Tuple2::_2))
        .asJava();
  }
}
