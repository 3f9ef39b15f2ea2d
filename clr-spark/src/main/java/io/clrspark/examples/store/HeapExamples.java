package io.clrspark.examples.store;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.Minibatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** A worker's examples as blocks on the heap. */
final class HeapExamples implements ExampleStore {

  private static final long serialVersionUID = 1L;

  private final ExampleLayout layout;
  private final ExampleBlock[] blocks;
  private final int[] starts;
  private final int count;

  private HeapExamples(ExampleLayout layout, ExampleBlock[] blocks) {
    this.layout = layout;
    this.blocks = blocks;
    starts = new int[blocks.length];
    int sum = 0;
    for (int b = 0; b < blocks.length; b++) {
      starts[b] = sum;
      sum = Math.addExact(sum, blocks[b].count());
    }
    count = sum;
  }

  /**
   * @param dealt the worker's blocks, as they come
   */
  static HeapExamples of(ExampleLayout layout, Iterator<AssignedBlock> dealt) {
    List<AssignedBlock> blocks = new ArrayList<>();
    dealt.forEachRemaining(blocks::add);
    blocks.sort(Comparator.comparingLong(AssignedBlock::first));
    return new HeapExamples(
        layout, blocks.stream().map(AssignedBlock::block).toArray(ExampleBlock[]::new));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public ExampleLayout layout() {
    return layout;
  }

  @Override
  public Minibatch.Source source(int[] order, int from, int examples) {
    int[] blockOf = new int[examples];
    for (int i = 0; i < examples; i++) {
      blockOf[i] = blockOf(order[from + i]);
    }
    return (i, array, size, target) -> {
      int block = blockOf[i];
      target.put(blocks[block].bytes(array), (order[from + i] - starts[block]) * size, size);
    };
  }

  private int blockOf(int example) {
    int found = Arrays.binarySearch(starts, example);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public long heapBytes() {
    return (long) count * layout.bytes();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
