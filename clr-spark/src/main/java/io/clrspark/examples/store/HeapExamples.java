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
final class HeapExamples extends ExampleStore {

  private static final long serialVersionUID = 1L;

  private final ExampleBlock[] blocks;
  private final int[] starts;

  private HeapExamples(ExampleLayout layout, int count, ExampleBlock[] blocks) {
    super(layout, count);
    this.blocks = blocks;
    starts = new int[blocks.length];
    for (int b = 1; b < blocks.length; b++) {
      starts[b] = starts[b - 1] + blocks[b - 1].count();
    }
  }

  /**
   * @param assigned the worker's blocks, in any order
   */
  static HeapExamples of(ExampleLayout layout, Iterator<AssignedBlock> assigned) {
    List<AssignedBlock> blocks = new ArrayList<>();
    assigned.forEachRemaining(blocks::add);
    blocks.sort(Comparator.comparingLong(AssignedBlock::first));
    return new HeapExamples(
        layout,
        Math.toIntExact(blocks.stream().mapToLong(block -> block.block().count()).sum()),
        blocks.stream().map(AssignedBlock::block).toArray(ExampleBlock[]::new));
  }

  @Override
  Minibatch.Source source(int[] order, int from, int examples) {
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
  long heapBytes() {
    return (long) count * layout.bytes();
  }
}
