package io.clrspark.training.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All examples of one worker, in the global order, and the minibatches it makes of them. */
public final class WorkerExamples implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ExampleBlock[] blocks;
  private final int[] starts;
  private final int count;
  private transient volatile @Nullable EpochOrder latest;

  WorkerExamples(List<DealtBlock> dealt) {
    DealtBlock[] sorted = dealt.toArray(new DealtBlock[0]);
    Arrays.sort(sorted, Comparator.comparingLong(DealtBlock::first));
    blocks = new ExampleBlock[sorted.length];
    starts = new int[sorted.length];
    int sum = 0;
    for (int b = 0; b < sorted.length; b++) {
      blocks[b] = sorted[b].block();
      starts[b] = sum;
      sum = Math.addExact(sum, blocks[b].count());
    }
    count = sum;
  }

  public int count() {
    return count;
  }

  /**
   * Minibatch {@code index} of an epoch, the last one short where the examples do not fill it.
   *
   * @param order the epoch's order of this worker, from {@link #order}
   */
  public Minibatch minibatch(int[] order, int index, int batchSize) {
    int from = index * batchSize;
    int examples = Math.min(batchSize, count - from);
    int[] blockOf = new int[examples];
    for (int i = 0; i < examples; i++) {
      blockOf[i] = blockOf(order[from + i]);
    }
    return Minibatch.gather(
        blocks[0].layout(),
        examples,
        new Minibatch.Source() {
          @Override
          public ExampleBlock block(int i) {
            return blocks[blockOf[i]];
          }

          @Override
          public int index(int i) {
            return order[from + i] - starts[blockOf[i]];
          }
        });
  }

  /** The order of an epoch; kept, since every round of the epoch asks for it. */
  public int[] order(boolean shuffle, long seed, int epoch, int worker) {
    EpochOrder known = latest;
    if (known == null || known.epoch != epoch || known.seed != seed || known.shuffle != shuffle) {
      int[] order = shuffle ? Deal.order(seed, epoch, worker, count) : inPlace();
      known = new EpochOrder(shuffle, seed, epoch, order);
      latest = known;
    }
    return known.order;
  }

  private int[] inPlace() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private int blockOf(int example) {
    int found = Arrays.binarySearch(starts, example);
    return found >= 0 ? found : -found - 2;
  }

  private static final class EpochOrder {
    private final boolean shuffle;
    private final long seed;
    private final int epoch;
    private final int[] order;

    EpochOrder(boolean shuffle, long seed, int epoch, int[] order) {
      this.shuffle = shuffle;
      this.seed = seed;
      this.epoch = epoch;
      this.order = order;
    }
  }
}
