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

  private final TreeShape shape;
  private final DataType result;
  private final Map<TreePart, PartialAverage> waiting = new HashMap<>();
  private Optional<NetworkState> root = Optional.empty();

  /**
   * @param present which slots will deliver a state
   * @param type the network's data type, float or double
   */
  public AveragingTree(boolean[] present, DataType type) {
    this(new TreeShape(present, type), type);
  }

  /**
   * @param result the data type of the average
   */
  AveragingTree(TreeShape shape, DataType result) {
    this.shape = shape;
    this.result = result;
  }

  /** Adds a slot's state; each slot that is present delivers once. */
  public void add(int slot, NetworkState state, long examples) {
    add(PartialState.of(slot, state, examples));
  }

  /** Adds the average of a part, of whose slots none delivers otherwise. */
  public synchronized void add(PartialState added) {
    TreePart part = added.part();
    if (shape.isAll(part)) {
      root = Optional.of(added.state());
      return;
    }
    PartialAverage partial = PartialAverage.of(added, shape.type(part));
    for (; ; part = part.parent()) {
      if (shape.present(part.sibling()) == 0) {
        continue;
      }
      PartialAverage sibling = waiting.remove(part.sibling());
      if (sibling == null) {
        waiting.put(part, partial);
        return;
      }
      PartialAverage left = part.isLeft() ? partial : sibling;
      PartialAverage right = part.isLeft() ? sibling : partial;
      if (shape.isAll(part.parent())) {
        root = Optional.of(left.plusAll(right, result));
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

  /**
   * A weighted mean of states in double precision. A worker's own state stays as it came until it
   * is combined.
   */
  private record PartialAverage(AveragedValues parameters, AveragedValues updater, long examples) {

    static PartialAverage of(PartialState added, DataType type) {
      return new PartialAverage(
          AveragedValues.of(added.state().parameters(), type),
          AveragedValues.of(added.state().updater(), type),
          added.examples());
    }

    /** The mean of both: left + (right - left) * share of the right. */
    PartialAverage plus(PartialAverage right) {
      double share = right.share(this);
      return new PartialAverage(
          parameters.mean(right.parameters, share),
          updater.mean(right.updater, share),
          examples + right.examples);
    }

    /** The same mean as a state of that data type. */
    NetworkState plusAll(PartialAverage right, DataType type) {
      double share = right.share(this);
      return new NetworkState(
          parameters.roundedMean(right.parameters, share, type),
          updater.roundedMean(right.updater, share, type));
    }

    private double share(PartialAverage left) {
      return (double) examples / (left.examples + examples);
    }
  }
}
