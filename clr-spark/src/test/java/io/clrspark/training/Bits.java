package io.clrspark.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays bit by bit: ND4J's own equals is content with values within 1e-5 of each other. */
final class Bits {

  private Bits() {}

  /** The bits of each value; none for an array that is not there. */
  static long[] of(INDArray array) {
    double[] values = array == null ? new double[0] : array.toDoubleVector();
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }
}
