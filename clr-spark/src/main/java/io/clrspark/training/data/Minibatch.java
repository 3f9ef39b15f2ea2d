package io.clrspark.training.data;

import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One minibatch as arrays outside the heap, freed by {@link #close()}: left to the garbage
 * collector they would pile up, since the heap hardly sees them.
 */
public final class Minibatch implements AutoCloseable {

  private final int examples;
  private final @Nullable INDArray[] arrays = new INDArray[ExampleLayout.ARRAYS];

  private Minibatch(int examples) {
    this.examples = examples;
  }

  /** The example at place {@code i} of a minibatch: its block, and its index in that block. */
  interface Source {
    ExampleBlock block(int i);

    int index(int i);
  }

  /** All examples of a block. */
  public static Minibatch of(ExampleBlock block) {
    return gather(
        block.layout(),
        block.count(),
        new Source() {
          @Override
          public ExampleBlock block(int i) {
            return block;
          }

          @Override
          public int index(int i) {
            return i;
          }
        });
  }

  static Minibatch gather(ExampleLayout layout, int examples, Source source) {
    Minibatch batch = new Minibatch(examples);
    for (int a = 0; a < ExampleLayout.ARRAYS; a++) {
      if (layout.has(a)) {
        batch.arrays[a] = gather(layout, a, examples, source);
      }
    }
    return batch;
  }

  private static INDArray gather(ExampleLayout layout, int a, int examples, Source source) {
    INDArray array = Nd4j.createUninitialized(layout.type(a), layout.batchShape(a, examples), 'c');
    int size = layout.bytes(a);
    try (BytePointer memory = RawArrays.memory(array, (long) size * examples)) {
      for (int i = 0; i < examples; i++) {
        memory
            .position((long) i * size)
            .put(source.block(i).bytes(a), source.index(i) * size, size);
      }
    }
    return array;
  }

  public int examples() {
    return examples;
  }

  public INDArray features() {
    return java.util.Objects.requireNonNull(arrays[0]);
  }

  public INDArray labels() {
    return java.util.Objects.requireNonNull(arrays[1]);
  }

  public @Nullable INDArray featuresMask() {
    return arrays[2];
  }

  public @Nullable INDArray labelsMask() {
    return arrays[3];
  }

  @Override
  public void close() {
    for (INDArray array : arrays) {
      if (array != null) {
        array.close();
      }
    }
  }
}
