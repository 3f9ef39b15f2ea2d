package io.clrspark.testing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays bit by bit: ND4J's own equals is content with values within 1e-5 of each other. */
public final class Bits {

  private Bits() {}

  /** The bits of each value; none for an array that is not there. */
  public static List<Long> of(@Nullable INDArray array) {
    double[] values = array == null ? new double[0] : array.toDoubleVector();
    return Arrays.stream(values).mapToObj(Double::doubleToRawLongBits).toList();
  }
}
