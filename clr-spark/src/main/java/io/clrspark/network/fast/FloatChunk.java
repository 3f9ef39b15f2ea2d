package io.clrspark.network.fast;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A piece of an array at a time on the heap, where Java's compiler makes vector instructions of
 * plain loops. It is small enough for the processor's first cache, so that the copies cost little.
 */
final class FloatChunk {

  static final int LENGTH = 2048;

  final float[] values = new float[LENGTH];
  private FloatPointer memory = new FloatPointer();

  /** Whether the values of an array are floats that lie one after the other. */
  static boolean canBeOf(INDArray array) {
    return array.dataType() == DataType.FLOAT && array.elementWiseStride() == 1;
  }

  /** From now on, pieces are of that array. */
  void open(INDArray array) {
    memory = new FloatPointer(array.data().addressPointer());
  }

  void read(long from, int size) {
    memory.position(from).get(values, 0, size);
  }

  void write(long from, int size) {
    memory.position(from).put(values, 0, size);
  }
}
