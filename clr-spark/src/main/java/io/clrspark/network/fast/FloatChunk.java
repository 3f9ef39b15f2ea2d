package io.clrspark.network.fast;

import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One chunk of an array at a time, copied to the heap, where Java's compiler turns plain loops into
 * vector instructions. A chunk fits into the processor's first cache, so the copies cost little.
 */
final class FloatChunk {

  static final int LENGTH = 2048;

  final float[] values = new float[LENGTH];
  private FloatPointer memory = new FloatPointer();

  /** Whether the values of an array are floats without gaps between them. */
  static boolean canBeOf(INDArray array) {
    return array.dataType() == DataType.FLOAT && array.elementWiseStride() == 1;
  }

  /** Chunks come from this array from now on. */
  void open(INDArray array) {
    memory = new FloatPointer(array.data().addressPointer());
  }

  /** Changes open arrays of one length: reads their chunks, steps over each, writes them back. */
  static void change(long length, IntConsumer step, FloatChunk... chunks) {
    for (long from = 0; from < length; from += LENGTH) {
      int size = (int) Math.min(LENGTH, length - from);
      for (FloatChunk chunk : chunks) {
        chunk.memory.position(from).get(chunk.values, 0, size);
      }
      step.accept(size);
      for (FloatChunk chunk : chunks) {
        chunk.memory.position(from).put(chunk.values, 0, size);
      }
    }
  }
}
