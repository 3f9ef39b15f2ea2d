package io.clrspark.examples.store;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleBlock;
import java.io.Serializable;

/** A block of one worker's examples, with the place of the first one in the global order. */
@Internal
public final class AssignedBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long first;
  private final ExampleBlock block;

  AssignedBlock(long first, ExampleBlock block) {
    this.first = first;
    this.block = block;
  }

  long first() {
    return first;
  }

  public ExampleBlock block() {
    return block;
  }
}
