package io.clrspark.ml.predict;

import io.clrspark.Internal;
import io.clrspark.examples.ArrayBytes;
import io.clrspark.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own output of a network for some rows. */
@Internal
public final class NetworkOutput {

  private NetworkOutput() {}

  /**
   * The outputs.
   *
   * @param features numbers of the rows, one row after the other; as many as the rows have
   * @param shape the shape of one row's features
   * @return [rows][units]
   */
  public static double[][] of(Network network, double[] features, int rows, List<Integer> shape) {
    long[] batch = new long[shape.size() + 1];
    batch[0] = rows;
    for (int i = 0; i < shape.size(); i++) {
      batch[i + 1] = shape.get(i);
    }
    try (INDArray input = input(network.architecture().type(), features, batch);
        INDArray output = network.output(input)) {
      return rows(output, rows);
    }
  }

  private static INDArray input(DataType type, double[] features, long[] batch) {
    INDArray input = Nd4j.createUninitialized(type, batch, 'c');
    int count = Math.toIntExact(input.length());
    if (type == DataType.DOUBLE) {
      ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.nativeOrder());
      bytes.asDoubleBuffer().put(features, 0, count);
      ArrayBytes.fill(input, bytes.array());
      return input;
    }
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) features[i];
    }
    ArrayBytes.fill(input, floats);
    return input;
  }

  private static double[][] rows(INDArray output, int rows) {
    ByteBuffer bytes = ByteBuffer.wrap(ArrayBytes.bytes(output)).order(ByteOrder.nativeOrder());
    boolean isFloat = output.dataType() == DataType.FLOAT;
    double[][] outputs = new double[rows][(int) (output.length() / rows)];
    for (double[] row : outputs) {
      for (int unit = 0; unit < row.length; unit++) {
        row[unit] = isFloat ? bytes.getFloat() : bytes.getDouble();
      }
    }
    return outputs;
  }
}
