package io.clrspark.training;

import io.clrspark.training.replica.NetworkState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The average of the workers' states, weighted by their examples, in a fixed binary tree over
 * worker slots: (0+1), (2+3), then ((0+1)+(2+3)), and so on. The tree depends on the number of
 * workers alone, so the order in which results arrive changes no bit. A slot without data is the
 * tree's identity. At most log2(workers) partial averages wait at any time when results arrive in
 * order.
 */
final class AveragingTree {

  private final DataType type;
  private final int[] presentBefore;
  private final int levels;
  private final Map<Long, PartialAverage> waiting = new HashMap<>();
  private Optional<PartialAverage> root = Optional.empty();

  /**
   * @param present which slots will deliver a state
   * @param type the network's data type, float or double
   */
  AveragingTree(boolean[] present, DataType type) {
    this.type = type;
    this.presentBefore = new int[present.length + 1];
    for (int slot = 0; slot < present.length; slot++) {
      presentBefore[slot + 1] = presentBefore[slot] + (present[slot] ? 1 : 0);
    }
    this.levels = present.length == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(present.length - 1);
  }

  /** Adds a slot's state; each slot that is present delivers once. */
  synchronized void add(int slot, NetworkState state, long examples) {
    PartialAverage partial = PartialAverage.leaf(state, examples, type);
    long index = slot;
    for (int level = 0; level < levels; level++, index >>= 1) {
      if (isEmpty(level, index ^ 1)) {
        continue;
      }
      PartialAverage sibling = waiting.remove(key(level, index ^ 1));
      if (sibling == null) {
        waiting.put(key(level, index), partial);
        return;
      }
      partial = (index & 1) == 0 ? partial.plus(sibling) : sibling.plus(partial);
    }
    root = Optional.of(partial);
  }

  /**
   * The average of all slots that are present.
   *
   * @throws IllegalStateException if a slot has not delivered
   */
  synchronized NetworkState average() {
    return root.orElseThrow(() -> new IllegalStateException("a worker's state is missing")).state();
  }

  private boolean isEmpty(int level, long index) {
    int last = presentBefore.length - 1;
    int from = (int) Math.min(last, index << level);
    int to = (int) Math.min(last, (index + 1) << level);
    return presentBefore[from] == presentBefore[to];
  }

  private static long key(int level, long index) {
    return ((long) level << 32) | index;
  }
}
