package io.clrspark.training.average;

import io.clrspark.Internal;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** A tree over worker slots, of which some deliver a state. */
@Internal
public final class TreeShape {

  private final DataType type;
  private final int[] presentBefore;

  /**
   * @param present which slots will deliver a state
   * @param type the network's data type, float or double
   */
  public TreeShape(boolean[] present, DataType type) {
    this.type = type;
    this.presentBefore = new int[present.length + 1];
    for (int slot = 0; slot < present.length; slot++) {
      presentBefore[slot + 1] = presentBefore[slot] + (present[slot] ? 1 : 0);
    }
  }

  private int slots() {
    return presentBefore.length - 1;
  }

  /** Whether no slot outside that part delivers. */
  boolean isAll(TreePart part) {
    return present(part) == presentBefore[slots()];
  }

  /** How many slots of that part deliver. */
  public int present(TreePart part) {
    return presentBefore[part.to(slots())] - presentBefore[part.from(slots())];
  }

  /** The slots of that part that deliver. */
  public IntStream slots(TreePart part) {
    return IntStream.range(part.from(slots()), part.to(slots()))
        .filter(slot -> presentBefore[slot] < presentBefore[slot + 1]);
  }

  /** The type in which the average of that part loses no bit. */
  DataType type(TreePart part) {
    return part.isLeaf() || isAll(part) ? type : DataType.DOUBLE;
  }

  /** The largest part around a slot of which all slots that deliver are among those given. */
  public TreePart largest(int slot, IntPredicate given) {
    TreePart part = TreePart.leaf(slot);
    while (!isAll(part) && slots(part.parent()).allMatch(given)) {
      part = part.parent();
    }
    return part;
  }

  /** Whether the average of that part has fewer bytes than the states of its slots. */
  public boolean isSmaller(TreePart part) {
    return type(part).width() < present(part) * type.width();
  }

  /** What adds the states of that part's slots, with the bits that the whole tree has there. */
  public AveragingTree tree(TreePart part) {
    boolean[] present = new boolean[slots()];
    slots(part).forEach(slot -> present[slot] = true);
    return new AveragingTree(new TreeShape(present, type), type(part));
  }
}
