package io.clrspark.examples;

import io.clrspark.Internal;
import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One minibatch as arrays outside the heap, freed by {@link #close()}. The garbage collector would
 * free them too late, since they hardly count on the heap.
 */
@Internal
public final class Minibatch implements AutoCloseable {

  private final ExampleLayout layout;
  private final int examples;
  private final @Nullable INDArray[] arrays;

  private Minibatch(ExampleLayout layout, int examples) {
    this.layout = layout;
    this.examples = examples;
    this.arrays = new INDArray[layout.arrays()];
  }

  /** The source of a minibatch's examples. */
  public interface Source {

    /**
     * Copies an array of the minibatch's example {@code i}.
     *
     * @param size the number of bytes in the array
     * @param target memory with {@code size} bytes from its position to its limit
     */
    void copy(int i, int array, int size, BytePointer target);
  }

  /** A minibatch of all examples of a block. */
  public static Minibatch of(ExampleBlock block) {
    return gather(
        block.layout(),
        block.count(),
        (i, array, size, target) -> target.put(block.bytes(array), i * size, size));
  }

  /** A minibatch in new arrays. */
  public static Minibatch gather(ExampleLayout layout, int examples, Source source) {
    Minibatch batch = new Minibatch(layout, examples);
    for (int a = 0; a < batch.arrays.length; a++) {
      if (layout.has(a)) {
        batch.arrays[a] =
            Nd4j.createUninitialized(layout.type(a), layout.batchShape(a, examples), 'c');
      }
    }
    batch.fill(source);
    return batch;
  }

  /** Overwrites all examples. */
  public void fill(Source source) {
    for (int a = 0; a < arrays.length; a++) {
      INDArray array = arrays[a];
      if (array != null) {
        fill(array, a, source);
      }
    }
  }

  private void fill(INDArray array, int a, Source source) {
    int size = layout.bytes(a);
    try (BytePointer memory = ArrayBytes.memory(array, (long) size * examples)) {
      for (int i = 0; i < examples; i++) {
        long from = (long) i * size;
        source.copy(i, a, size, memory.position(from).limit(from + size));
      }
    }
  }

  public int examples() {
    return examples;
  }

  /** One array per input; the same array objects at every call. */
  public INDArray[] features() {
    return present(0, layout.inputs());
  }

  /** One array per output. */
  public INDArray[] labels() {
    return present(layout.inputs(), layout.outputs());
  }

  /** One mask per input, null for inputs without; null if no input has one. */
  public @Nullable INDArray @Nullable [] featuresMasks() {
    return masks(layout.inputs() + layout.outputs(), layout.inputs());
  }

  /** One mask per output, null for outputs without; null if no output has one. */
  public @Nullable INDArray @Nullable [] labelsMasks() {
    return layout.isWeighted()
        ? null
        : masks(2 * layout.inputs() + layout.outputs(), layout.outputs());
  }

  /** The examples' weights, of shape [examples, 1]; null if they have none. */
  public @Nullable INDArray weights() {
    return layout.isWeighted() ? arrays[ExampleLayout.WEIGHTS] : null;
  }

  private INDArray[] present(int from, int count) {
    INDArray[] some = new INDArray[count];
    for (int i = 0; i < count; i++) {
      some[i] = Objects.requireNonNull(arrays[from + i]);
    }
    return some;
  }

  private @Nullable INDArray @Nullable [] masks(int from, int count) {
    @Nullable INDArray[] some = Arrays.copyOfRange(arrays, from, from + count);
    return Arrays.stream(some).allMatch(Objects::isNull) ? null : some;
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
