package io.clrspark.examples;

import io.clrspark.Internal;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Converts ND4J arrays to bytes and back by copying the raw buffer, in the machine's byte order. It
 * is several times faster than ND4J's own conversions.
 */
@Internal
public final class ArrayBytes {

  private ArrayBytes() {}

  /** The array's values in C order. */
  public static byte[] bytes(INDArray array) {
    INDArray plain = isPlain(array) ? array : array.dup('c');
    byte[] bytes = new byte[Math.toIntExact(plain.length() * plain.dataType().width())];
    try (BytePointer memory = memory(plain, bytes.length)) {
      memory.get(bytes);
    }
    return bytes;
  }

  /** Overwrites a plain array (C order, from its buffer's start) from {@code bytes}. */
  public static void fill(INDArray array, byte[] bytes) {
    try (BytePointer memory = memory(array, bytes.length)) {
      memory.put(bytes);
    }
  }

  /** Overwrites a plain array of type float from the first of {@code numbers}. */
  public static void fill(INDArray array, float[] numbers) {
    int count = Math.toIntExact(array.length());
    try (BytePointer memory = memory(array, (long) count * Float.BYTES)) {
      new FloatPointer(memory).put(numbers, 0, count);
    }
  }

  /** The memory of a plain array; the array owns it. */
  static BytePointer memory(INDArray array, long bytes) {
    if (!isPlain(array) || array.length() * array.dataType().width() != bytes) {
      throw new IllegalArgumentException(
          "Cannot copy " + bytes + " bytes: the array is not plain, or not of that size.");
    }
    return new BytePointer(array.data().addressPointer()).capacity(bytes);
  }

  /**
   * Whether the array's values are the first of its buffer, without gaps and in C order. The
   * strides decide: a permuted array may say that it is C-ordered and no view.
   */
  private static boolean isPlain(INDArray array) {
    long expected = 1;
    for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
      long size = array.size(dimension);
      if (size != 1 && array.stride(dimension) != expected) {
        return false;
      }
      expected *= size;
    }
    return array.offset() == 0;
  }
}
