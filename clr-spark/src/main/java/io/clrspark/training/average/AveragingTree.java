package io.clrspark.training.average;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;
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
@Internal
public final class AveragingTree {

  private final DataType type;
  private final int[] presentBefore;
  private final Map<Long, PartialAverage> waiting = new HashMap<>();
  private Optional<NetworkState> root = Optional.empty();

  /**
   * @param present which slots will deliver a state
   * @param type the network's data type, float or double
   */
  public AveragingTree(boolean[] present, DataType type) {
    this.type = type;
    this.presentBefore = new int[present.length + 1];
    for (int slot = 0; slot < present.length; slot++) {
      presentBefore[slot + 1] = presentBefore[slot] + (present[slot] ? 1 : 0);
    }
  }

  /** Adds a slot's state; each slot that is present delivers once. */
  public synchronized void add(int slot, NetworkState state, long examples) {
    if (isAll(0, slot)) {
      root = Optional.of(state);
      return;
    }
    PartialAverage partial = PartialAverage.leaf(state, examples, type);
    long index = slot;
    for (int level = 0; ; level++, index >>= 1) {
      if (present(level, index ^ 1) == 0) {
        continue;
      }
      PartialAverage sibling = waiting.remove(key(level, index ^ 1));
      if (sibling == null) {
        waiting.put(key(level, index), partial);
        return;
      }
      PartialAverage left = (index & 1) == 0 ? partial : sibling;
      PartialAverage right = (index & 1) == 0 ? sibling : partial;
      if (isAll(level + 1, index >> 1)) {
        root = Optional.of(left.plusAll(right));
        return;
      }
      partial = left.plus(right);
    }
  }

  /**
   * The average of all slots that are present; with one slot, its state bit for bit.
   *
   * @throws IllegalStateException if a slot has not delivered
   */
  public synchronized NetworkState average() {
    return root.orElseThrow(() -> new IllegalStateException("a worker's state is missing"));
  }

  /** Whether no slot outside that part of the tree delivers. */
  private boolean isAll(int level, long index) {
    return present(level, index) == presentBefore[presentBefore.length - 1];
  }

  /** How many slots of that part of the tree deliver. */
  private int present(int level, long index) {
    int last = presentBefore.length - 1;
    int from = (int) Math.min(last, index << level);
    int to = (int) Math.min(last, (index + 1) << level);
    return presentBefore[to] - presentBefore[from];
  }

  private static long key(int level, long index) {
    return ((long) level << 32) | index;
  }

  /**
   * A weighted mean of states in double precision. A worker's own state stays as it came until it
   * is combined.
   */
  private record PartialAverage(AveragedValues parameters, AveragedValues updater, long examples) {

    static PartialAverage leaf(NetworkState state, long examples, DataType type) {
      return new PartialAverage(
          AveragedValues.of(state.parameters(), type),
          AveragedValues.of(state.updater(), type),
          examples);
    }

    /** The mean of both: left + (right - left) * share of the right. */
    PartialAverage plus(PartialAverage right) {
      double share = right.share(this);
      return new PartialAverage(
          parameters.mean(right.parameters, share),
          updater.mean(right.updater, share),
          examples + right.examples);
    }

    /** The same mean as a state, in the network's data type. */
    NetworkState plusAll(PartialAverage right) {
      double share = right.share(this);
      return new NetworkState(
          parameters.roundedMean(right.parameters, share),
          updater.roundedMean(right.updater, share));
    }

    private double share(PartialAverage left) {
      return (double) examples / (left.examples + examples);
    }
  }
}
