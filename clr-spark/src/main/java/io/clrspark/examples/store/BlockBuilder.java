package io.clrspark.examples.store;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects one worker's examples of a partition into blocks. */
@Internal
public final class BlockBuilder {

  private static final int LARGEST_BYTES = 256 * 1024;
  private static final int ALL_BYTES = 16 * 1024 * 1024;

  private final int targetBytes;

  private byte @Nullable [][] bytes;
  private int capacity;
  private int count;
  private long first;

  /**
   * @param builders how many builders a task has; all of them together fit into its memory
   */
  public BlockBuilder(int builders) {
    targetBytes = Math.min(LARGEST_BYTES, ALL_BYTES / builders);
  }

  /** Adds an example. Returns the block if it is full now, else null. */
  public @Nullable AssignedBlock add(ExampleBlock source, int index, long place) {
    ExampleLayout layout = source.layout();
    byte[][] target = bytes == null ? start(layout, place) : bytes;
    for (int a = 0; a < target.length; a++) {
      if (layout.has(a)) {
        int size = layout.bytes(a);
        System.arraycopy(source.bytes(a), index * size, target[a], count * size, size);
      }
    }
    count++;
    return count == capacity ? finish(layout) : null;
  }

  /** Returns the examples since the last full block; null if there are none. */
  public @Nullable AssignedBlock finish(ExampleLayout layout) {
    if (bytes == null) {
      return null;
    }
    byte[][] filled = new byte[bytes.length][];
    for (int a = 0; a < filled.length; a++) {
      filled[a] = layout.has(a) ? Arrays.copyOf(bytes[a], count * layout.bytes(a)) : new byte[0];
    }
    AssignedBlock block = new AssignedBlock(first, new ExampleBlock(layout, count, filled));
    bytes = null;
    return block;
  }

  private byte[][] start(ExampleLayout layout, long place) {
    capacity = Math.max(1, targetBytes / Math.max(1, layout.bytes()));
    byte[][] started = new byte[layout.arrays()][];
    for (int a = 0; a < started.length; a++) {
      started[a] = new byte[layout.has(a) ? capacity * layout.bytes(a) : 0];
    }
    bytes = started;
    count = 0;
    first = place;
    return started;
  }
}
