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
