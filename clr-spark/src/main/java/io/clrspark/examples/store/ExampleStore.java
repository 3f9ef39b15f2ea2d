package io.clrspark.examples.store;

import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.Minibatch;
import java.io.Serializable;

/** A worker's examples; each has an index, its position in the worker's part of the order. */
abstract class ExampleStore implements Serializable, AutoCloseable {

  private static final long serialVersionUID = 1L;

  final ExampleLayout layout;
  final int count;

  ExampleStore(ExampleLayout layout, int count) {
    this.layout = layout;
    this.count = count;
  }

  /**
   * Successive examples of an order.
   *
   * @param order indices of examples, in the order in which the worker uses them
   * @param from the first one's position in the order
   */
  abstract Minibatch.Source source(int[] order, int from, int examples);

  /** Bytes on the heap. */
  abstract long heapBytes();

  /** Whether it can be read; false for a file that is closed or belongs to another process. */
  boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
