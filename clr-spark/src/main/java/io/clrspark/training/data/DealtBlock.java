package io.clrspark.training.data;

import java.io.Serializable;

/** A block on its way to its worker, with the place of its first example in the global order. */
final class DealtBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long first;
  private final ExampleBlock block;

  DealtBlock(long first, ExampleBlock block) {
    this.first = first;
    this.block = block;
  }

  long first() {
    return first;
  }

  ExampleBlock block() {
    return block;
  }
}
