package io.clrspark.network.fast;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's plain {@link ActivationReLU} with a derivative in vector instructions. */
final class FastRelu extends ActivationReLU {

  private static final long serialVersionUID = 1L;

  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private final transient int[] outputs = new int[FloatChunk.LENGTH];
  private final transient int[] gradients = new int[FloatChunk.LENGTH];

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    if (!FloatChunk.canBeOf(in)
        || !FloatChunk.canBeOf(epsilon)
        || in.ordering() != epsilon.ordering()
        || !in.equalShapes(epsilon)) {
      return super.backprop(in, epsilon);
    }
    INDArray made = in.ulike();
    try {
      backprop(in, epsilon, made);
      return new Pair<>(made, null);
    } finally { // ND4J frees the memory of an array that is no longer reachable
      Reference.reachabilityFence(in);
      Reference.reachabilityFence(epsilon);
    }
  }

  private void backprop(INDArray in, INDArray epsilon, INDArray made) {
    IntPointer output = new IntPointer(in.data().addressPointer());
    IntPointer gradient = new IntPointer(epsilon.data().addressPointer());
    IntPointer target = new IntPointer(made.data().addressPointer());
    long length = in.length();
    for (long from = 0; from < length; from += FloatChunk.LENGTH) {
      int size = (int) Math.min(FloatChunk.LENGTH, length - from);
      output.position(from).get(outputs, 0, size);
      gradient.position(from).get(gradients, 0, size);
      step(outputs, gradients, size);
      target.position(from).put(gradients, 0, size);
    }
  }

  /** Computes with the bits of the numbers, to avoid branches. */
  private static void step(int[] output, int[] gradient, int size) {
    for (int i = 0; i < size; i++) {
      int o = output[i];
      int positive = (-o & ~o) >> 31;
      int noNumber = (INFINITY - o) >> 31;
      gradient[i] &= positive & ~noNumber;
    }
  }
}
