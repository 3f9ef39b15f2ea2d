package io.clrspark.training.average;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;

/**
 * The average of a part of the tree. Of one slot it is the slot's state, and of the whole tree the
 * average, both in the network's type; else it is in double, so that no bit is lost.
 *
 * @param examples how many it stands for
 */
@Internal
public record PartialState(TreePart part, NetworkState state, long examples) {

  /** One slot's own. */
  public static PartialState of(int slot, NetworkState state, long examples) {
    return new PartialState(TreePart.leaf(slot), state, examples);
  }
}
