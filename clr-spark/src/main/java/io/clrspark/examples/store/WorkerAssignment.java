package io.clrspark.examples.store;

import io.clrspark.Internal;
import io.clrspark.examples.Seeds;
import java.util.Arrays;

/**
 * Assigns examples to workers, and gives the order in which a worker uses its examples. Both depend
 * only on the seed, the number of workers and an example's place in the global order, so they are
 * the same on any cluster.
 *
 * <p>The global order is cut into groups of {@code workers} successive examples. Each worker gets
 * one example of each group, in an order drawn for that group. Sorted data is thus mixed, and the
 * workers' numbers of examples differ by one at most. Without shuffling, the k-th minibatches of
 * all workers together are the k-th slice of the global order.
 */
@Internal
public final class WorkerAssignment {

  private static final long WORKERS = 1;
  private static final long ORDER = 2;

  private final long seed;
  private final int workers;
  private long group = -1;
  private int[] workerOf = new int[0];

  /**
   * @param seed the run's seed
   * @param workers the number of logical workers, at least 1
   */
  public WorkerAssignment(long seed, int workers) {
    this.seed = seed;
    this.workers = workers;
  }

  /** The worker, 0 to workers-1, of the example at zero-based place {@code g}. */
  public int worker(long g) {
    long wanted = g / workers;
    if (wanted != group) {
      workerOf = Seeds.permutation(workers, Seeds.derive(seed, WORKERS, wanted));
      group = wanted;
    }
    return workerOf[(int) (g % workers)];
  }

  /** How many of {@code examples} each worker has. */
  public long[] counts(long examples) {
    long[] counts = new long[workers];
    Arrays.fill(counts, examples / workers);
    for (long g = examples - examples % workers; g < examples; g++) {
      counts[worker(g)]++;
    }
    return counts;
  }

  /**
   * The order in which a worker uses its examples in an epoch: indices into the worker's part of
   * the global order.
   *
   * @param examples how many examples the worker has
   */
  static int[] order(long seed, int epoch, int worker, int examples) {
    return Seeds.permutation(examples, Seeds.derive(seed, ORDER, epoch, worker));
  }
}
