package io.clrspark.examples.store;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.MemoryBounds;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.TaskLocation;
import org.apache.spark.storage.BlockId;
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
 * Each worker's examples, one partition per worker: on the heap if Spark's memory for data has room
 * for all of them, else in a file in one of Spark's local folders.
 *
 * <p>An executor stores its partitions as blocks of this RDD: the examples in memory, and the file
 * on disk, which Spark therefore deletes with the RDD. Unlike a persisted RDD, it never fetches a
 * block from another executor, which it could not store: it computes the partition from the
 * shuffle.
 */
@Internal
public final class WorkerExamplesRdd extends RDD<WorkerExamples> {

  private static final long serialVersionUID = 1L;
  private static final ClassTag<WorkerExamples> EXAMPLES = ClassTag.apply(WorkerExamples.class);
  private static final ClassTag<Tuple2<Integer, AssignedBlock>> ASSIGNED =
      ClassTag.apply(Tuple2.class);

  /** One part in so many of the memory for data stays free: for blocks of files and other RDDs. */
  private static final int FREE_PART = 8;

  private final ExampleLayout layout;
  private final long[] counts;
  private transient List<String> places = List.of();

  /**
   * @param assigned the workers' blocks, one partition per worker
   * @param counts how many examples each worker has
   */
  public WorkerExamplesRdd(
      RDD<Tuple2<Integer, AssignedBlock>> assigned, ExampleLayout layout, long[] counts) {
    super(assigned, EXAMPLES);
    this.layout = layout;
    this.counts = counts;
    if (assigned.context().cleaner().isDefined()) {
      assigned.context().cleaner().get().registerRDDForCleanup(this); // where nobody closes it
    }
  }

  /**
   * Deletes the shuffle files that the partitions are computed from, when no job needs them any
   * more. It waits for the end: Spark prints errors if it stops while it deletes many files.
   */
  public void forgetShuffle() {
    ShuffleFiles.forget(firstParent(ASSIGNED), true);
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(ASSIGNED).partitions();
  }

  /** Places the tasks of the next job on workers that are such an RDD. */
  public static void place(JavaRDD<WorkerExamples> workers) {
    ((WorkerExamplesRdd) workers.rdd()).place();
  }

  /** Places the tasks of the next job, by the executors that there are now and what they hold. */
  public void place() {
    Map<String, Integer> slots = context().isLocal() ? Map.of() : WorkerPlaces.slots(context());
    places =
        WorkerPlaces.areEnough(slots, counts.length)
            ? WorkerPlaces.of(slots, holders())
            : List.of();
  }

  /** By partition, the executors that have it, in memory or on disk. */
  private List<List<String>> holders() {
    Partition[] partitions = partitions();
    BlockId[] ids =
        Stream.concat(
                Arrays.stream(partitions).map(this::inMemory),
                Arrays.stream(partitions).map(this::onDisk))
            .toArray(BlockId[]::new);
    Seq<Seq<BlockManagerId>> found = SparkEnv.get().blockManager().master().getLocations(ids);
    return IntStream.range(0, partitions.length)
        .mapToObj(
            i ->
                locations(
                    Stream.of(i, partitions.length + i)
                        .flatMap(id -> asJava(found.apply(id)).stream())))
        .toList();
  }

  /** Where it is placed, or else the executors that have the partition. */
  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    if (!places.isEmpty()) {
      return asScala(List.of(places.get(split.index())));
    }
    // Spark would look at every map task of the shuffle.
    return asScala(
        locations(
            context().isLocal()
                ? Stream.of(SparkEnv.get().blockManager().blockManagerId())
                : Stream.of(inMemory(split), onDisk(split)).flatMap(WorkerExamplesRdd::holders)));
  }

  private static List<String> locations(Stream<BlockManagerId> holders) {
    return holders
        .map(holder -> TaskLocation.apply(holder.host(), holder.executorId()).toString())
        .distinct()
        .toList();
  }

  private static Stream<BlockManagerId> holders(RDDBlockId id) {
    return asJava(SparkEnv.get().blockManager().master().getLocations(id)).stream();
  }

  private RDDBlockId inMemory(Partition split) {
    return new RDDBlockId(id(), split.index());
  }

  private RDDBlockId onDisk(Partition split) {
    return new RDDBlockId(id(), counts.length + split.index());
  }

  private static <T> List<T> asJava(Seq<T> seq) {
    return JavaConverters.seqAsJavaListConverter(seq).asJava();
  }

  private static <T> Seq<T> asScala(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }

  @Override
  public scala.collection.Iterator<WorkerExamples> compute(Partition split, TaskContext task) {
    BlockManager blocks = SparkEnv.get().blockManager();
    RDDBlockId id = inMemory(split);
    WorkerExamples stored = find(blocks, id, task);
    if (stored == null) {
      WorkerExamples made = create(blocks, split, task);
      blocks.putSingle(id, made, StorageLevel.MEMORY_ONLY(), true, EXAMPLES);
      stored = Objects.requireNonNullElse(find(blocks, id, task), made);
    }
    return asScala(List.of(stored)).iterator();
  }

  /** This executor's block. The task's lock keeps Spark from dropping it before the task ends. */
  private static @Nullable WorkerExamples find(
      BlockManager blocks, RDDBlockId id, TaskContext task) {
    Option<BlockResult> found = blocks.getLocalValues(id);
    if (found.isEmpty()) {
      return null;
    }
    WorkerExamples stored = (WorkerExamples) found.get().data().next();
    if (stored.isOpen()) {
      return stored;
    }
    blocks.releaseLock(id, Option.apply(task));
    blocks.removeBlock(id, true);
    return null;
  }

  private WorkerExamples create(BlockManager blocks, Partition split, TaskContext task) {
    int count = Math.toIntExact(counts[split.index()]);
    SpillFile file = new SpillFile(blocks, onDisk(split), layout, count);
    if (file.exists()) {
      return new WorkerExamples(file.open());
    }
    Iterator<AssignedBlock> assigned = assigned(split, task);
    long wanted = (long) count * layout.bytes() + maxMemory() / FREE_PART;
    MemoryStore memory = blocks.memoryStore();
    if (memory.reserveUnrollMemoryForThisTask(inMemory(split), wanted, MemoryMode.ON_HEAP)) {
      try {
        return new WorkerExamples(HeapExamples.of(layout, assigned));
      } catch (OutOfMemoryError e) {
        throw MemoryBounds.explained(e);
      } finally {
        memory.releaseUnrollMemoryForThisTask(MemoryMode.ON_HEAP, wanted);
      }
    }
    file.write(assigned, counts.length, task.taskAttemptId());
    return new WorkerExamples(file.open());
  }

  private static long maxMemory() {
    return SparkEnv.get().memoryManager().maxOnHeapStorageMemory();
  }

  private Iterator<AssignedBlock> assigned(Partition split, TaskContext task) {
    return JavaConverters.asJavaIteratorConverter(
            firstParent(ASSIGNED).iterator(split, task).map(Tuple2::_2))
        .asJava();
  }
}
