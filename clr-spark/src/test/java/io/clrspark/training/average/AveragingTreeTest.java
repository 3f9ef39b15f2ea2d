package io.clrspark.training.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.network.NetworkState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AveragingTreeTest {

  @Property(tries = 200)
  void average_anyOrderOfArrival_hasTheSameBits(
      @ForAll @IntRange(min = 1, max = 33) int workers, @ForAll long seed) {
    Random random = new Random(seed);
    boolean[] present = new boolean[workers];
    List<Integer> slots = new ArrayList<>();
    float[][] values = new float[workers][3];
    for (int slot = 0; slot < workers; slot++) {
      present[slot] = slot == 0 || random.nextInt(4) > 0;
      for (int i = 0; i < 3; i++) {
        values[slot][i] = random.nextFloat() - 0.5f;
      }
      if (present[slot]) {
        slots.add(slot);
      }
    }
    float[] inOrder = average(present, slots, values);
    Collections.shuffle(slots, random);
    assertThat(average(present, slots, values)).isEqualTo(inOrder);
    assertThat((double) inOrder[1]).isCloseTo(weightedMean(slots, values, 1), offset(1e-7));
  }

  /** As executors do with the workers that they have. */
  @Property(tries = 200)
  void average_partsAddedBefore_hasTheSameBits(
      @ForAll @IntRange(min = 1, max = 33) int workers,
      @ForAll @IntRange(min = 1, max = 5) int executors,
      @ForAll long seed) {
    Random random = new Random(seed);
    boolean[] present = new boolean[workers];
    int[] executor = new int[workers];
    NetworkState[] states = new NetworkState[workers];
    AveragingTree whole = new AveragingTree(present(present, random), DataType.FLOAT);
    TreeShape shape = new TreeShape(present, DataType.FLOAT);
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < workers; slot++) {
      executor[slot] = random.nextInt(4) > 0 ? slot * executors / workers : random.nextInt(5);
      states[slot] = floats(random.nextFloat() - 0.5f, random.nextFloat());
      if (present[slot]) {
        whole.add(slot, states[slot], slot + 1);
        slots.add(slot);
      }
    }
    AveragingTree ofParts = new AveragingTree(present, DataType.FLOAT);
    Collections.shuffle(slots, random);
    while (!slots.isEmpty()) {
      int slot = slots.get(0);
      TreePart part = shape.largest(slot, other -> executor[other] == executor[slot]);
      List<Integer> added =
          shape.isSmaller(part) ? shape.slots(part).boxed().toList() : List.of(slot);
      ofParts.add(
          added.size() == 1
              ? PartialState.of(slot, states[slot], slot + 1)
              : sum(shape, part, slots.stream().filter(added::contains).toList(), states));
      slots.removeAll(added);
    }
    assertThat(ofParts.average().parameters()).isEqualTo(whole.average().parameters());
    assertThat(ofParts.average().updater()).isEqualTo(whole.average().updater());
  }

  private static boolean[] present(boolean[] present, Random random) {
    for (int slot = 0; slot < present.length; slot++) {
      present[slot] = slot == 0 || random.nextInt(4) > 0;
    }
    return present;
  }

  private static PartialState sum(
      TreeShape shape, TreePart part, List<Integer> slots, NetworkState[] states) {
    AveragingTree tree = shape.tree(part);
    slots.forEach(slot -> tree.add(slot, states[slot], slot + 1));
    return new PartialState(part, tree.average(), slots.stream().mapToLong(s -> s + 1).sum());
  }

  private static NetworkState floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    return new NetworkState(bytes.array(), bytes.array());
  }

  @Test
  void part_isSmallerThanItsStates_fromThreeFloatsOrTwoDoubles() {
    boolean[] five = {true, true, true, true, true};
    TreeShape floats = new TreeShape(five, DataType.FLOAT);
    assertThat(floats.isSmaller(floats.largest(0, slot -> slot < 2))).isFalse();
    assertThat(floats.isSmaller(floats.largest(0, slot -> slot < 4))).isTrue();
    TreeShape doubles = new TreeShape(five, DataType.DOUBLE);
    assertThat(doubles.isSmaller(TreePart.leaf(0))).isFalse();
    assertThat(doubles.isSmaller(doubles.largest(0, slot -> slot < 2))).isTrue();
    TreeShape two = new TreeShape(new boolean[] {true, true}, DataType.FLOAT);
    assertThat(two.isSmaller(two.largest(1, slot -> true))).as("the average itself").isTrue();
  }

  @Test
  void largestPart_hasNoSlotThatIsNotGiven() {
    TreeShape shape =
        new TreeShape(
            new boolean[] {true, true, true, false, true, true, true, true}, DataType.FLOAT);
    assertThat(shape.largest(1, slot -> slot < 3)).isEqualTo(new TreePart(2, 0));
    assertThat(shape.largest(4, slot -> slot > 2 && slot < 7)).isEqualTo(new TreePart(1, 2));
    assertThat(shape.largest(6, slot -> slot > 2 && slot < 7)).isEqualTo(TreePart.leaf(6));
    assertThat(shape.largest(6, slot -> true)).isEqualTo(new TreePart(3, 0));
  }

  @Test
  void average_fiveSlots_followsTheFixedTree() {
    double[] values = {1e16, 3, -1e16, 7, 11};
    AveragingTree tree =
        new AveragingTree(new boolean[] {true, true, true, true, true}, DataType.DOUBLE);
    for (int slot = 4; slot >= 0; slot--) {
      tree.add(slot, state(values[slot]), 1);
    }
    double left = mean(mean(1e16, 3, 0.5), mean(-1e16, 7, 0.5), 0.5);
    assertThat(value(tree.average())).isEqualTo(mean(left, 11, 0.2));
  }

  @Test
  void average_emptySlots_areTheIdentity() {
    AveragingTree tree =
        new AveragingTree(new boolean[] {false, false, true, false, false, true}, DataType.DOUBLE);
    tree.add(5, state(8), 3);
    tree.add(2, state(4), 1);
    assertThat(value(tree.average())).isEqualTo(7);
  }

  @Test
  void average_oneSlot_isItsStateAsItCame() {
    NetworkState only = state(0.1);
    AveragingTree tree = new AveragingTree(new boolean[] {false, true}, DataType.DOUBLE);
    tree.add(1, only, 17);
    assertThat(tree.average()).isSameAs(only);
  }

  @Test
  void average_aSlotMissing_isAnError() {
    AveragingTree tree = new AveragingTree(new boolean[] {true, true}, DataType.DOUBLE);
    tree.add(1, state(1), 1);
    assertThatThrownBy(tree::average).isInstanceOf(IllegalStateException.class);
  }

  private static float[] average(boolean[] present, List<Integer> slots, float[][] values) {
    AveragingTree tree = new AveragingTree(present, DataType.FLOAT);
    for (int slot : slots) {
      ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
      bytes.asFloatBuffer().put(values[slot]);
      tree.add(slot, new NetworkState(bytes.array(), bytes.array()), slot + 1);
    }
    float[] mean = new float[3];
    ByteBuffer.wrap(tree.average().parameters())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .get(mean);
    assertThat(tree.average().updater()).isEqualTo(tree.average().parameters());
    return mean;
  }

  private static double weightedMean(List<Integer> slots, float[][] values, int i) {
    double sum = 0;
    double weight = 0;
    for (int slot : slots) {
      sum += values[slot][i] * (slot + 1.0);
      weight += slot + 1;
    }
    return sum / weight;
  }

  private static double mean(double left, double right, double share) {
    return left + (right - left) * share;
  }

  private static NetworkState state(double value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putDouble(value);
    return new NetworkState(bytes.array(), Arrays.copyOf(bytes.array(), 0));
  }

  private static double value(NetworkState state) {
    return ByteBuffer.wrap(state.parameters()).order(ByteOrder.nativeOrder()).getDouble();
  }
}
