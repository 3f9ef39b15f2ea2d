package io.clrspark.training.average;

import io.clrspark.Internal;
import java.io.Serializable;

/**
 * A part of the tree over worker slots: the slots from {@code index << level} to {@code (index + 1)
 * << level}, exclusive.
 */
@Internal
public record TreePart(int level, long index) implements Serializable {

  /** One slot. */
  public static TreePart leaf(int slot) {
    return new TreePart(0, slot);
  }

  public boolean isLeaf() {
    return level == 0;
  }

  boolean isLeft() {
    return (index & 1) == 0;
  }

  TreePart parent() {
    return new TreePart(level + 1, index >> 1);
  }

  /** The other part of the parent. */
  TreePart sibling() {
    return new TreePart(level, index ^ 1);
  }

  /** The first slot of the part; at most that number. */
  public int from(int most) {
    return (int) Math.min(most, index << level);
  }

  /** The slot after the part; at most that number. */
  public int to(int most) {
    return (int) Math.min(most, (index + 1) << level);
  }
}
