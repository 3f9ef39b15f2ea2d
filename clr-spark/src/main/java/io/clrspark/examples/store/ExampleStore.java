package io.clrspark.examples.store;

import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.Minibatch;
import java.io.Serializable;

/** Where a worker's examples are, each found by its place in the worker's part of the order. */
interface ExampleStore extends Serializable, AutoCloseable {

  /** How many examples there are. */
  int count();

  ExampleLayout layout();

  /**
   * Successive examples of an order.
   *
   * @param order places of examples, as the worker uses them
   * @param from the first one's index in the order
   */
  Minibatch.Source source(int[] order, int from, int examples);

  /** Bytes on the heap. */
  long heapBytes();

  /** Whether it can be read: not one in a file, closed or come from another process. */
  boolean isOpen();

  @Override
  void close();
}
