package io.clrspark.examples.store;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.util.KnownSizeEstimation;
import org.jspecify.annotations.Nullable;

/**
 * All examples of one worker in the global order, and its minibatches. Spark closes it when it
 * drops it from memory.
 */
@Internal
public final class WorkerExamples implements Serializable, KnownSizeEstimation, AutoCloseable {

  private static final long serialVersionUID = 1L;

  private final ExampleStore store;
  private transient volatile @Nullable EpochOrder latest;

  WorkerExamples(ExampleStore store) {
    this.store = store;
  }

  public int count() {
    return store.count;
  }

  /** Whether the examples are in a file, and not on the heap. */
  public boolean isInFile() {
    return store instanceof FileExamples;
  }

  boolean isOpen() {
    return store.isOpen();
  }

  /**
   * The minibatches of an epoch.
   *
   * @param order this worker's order in the epoch, from {@link #order}
   */
  public Minibatches minibatches(int[] order, int batchSize) {
    return new Minibatches(store, order, batchSize);
  }

  /** The order of an epoch. The latest is cached, since every round of the epoch uses it. */
  public int[] order(boolean shuffle, long seed, int epoch, int worker) {
    EpochOrder known = latest;
    if (known == null || known.epoch != epoch || known.seed != seed || known.shuffle != shuffle) {
      int[] order = shuffle ? WorkerAssignment.order(seed, epoch, worker, count()) : globalOrder();
      known = new EpochOrder(shuffle, seed, epoch, order);
      latest = known;
    }
    return known.order;
  }

  private int[] globalOrder() {
    int[] order = new int[count()];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** The bytes that Spark counts; it would else visit every object that a file refers to. */
  @Override
  public long estimatedSize() {
    return store.heapBytes();
  }

  @Override
  public void close() {
    store.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record EpochOrder(boolean shuffle, long seed, int epoch, int[] order) {}
}
