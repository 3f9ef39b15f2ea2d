package io.clrspark.ml.predict;

import io.clrspark.Internal;
import io.clrspark.network.Network;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
   * @param features numbers of the rows, one row after the other
   * @param shape the shape of one row's features
   * @return [rows][units]
   */
  public static double[][] of(Network network, double[] features, List<Integer> shape) {
    long[] batch = new long[shape.size() + 1];
    batch[0] = features.length;
    for (int i = 0; i < shape.size(); i++) {
      batch[i + 1] = shape.get(i);
      batch[0] /= shape.get(i);
    }
    try (INDArray input = input(network, features, batch);
        INDArray output = output(network, input)) {
      return rows(output, (int) batch[0]);
    }
  }

  private static INDArray input(Network network, double[] features, long[] batch) {
    if (network.architecture().type() == DataType.DOUBLE) {
      return Nd4j.create(features, batch, 'c');
    }
    float[] floats = new float[features.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) features[i];
    }
    return Nd4j.create(floats, batch, 'c');
  }

  private static INDArray output(Network network, INDArray input) {
    return network.model() instanceof ComputationGraph graph
        ? graph.outputSingle(input)
        : ((MultiLayerNetwork) network.model()).output(input);
  }

  private static double[][] rows(INDArray output, int rows) {
    double[] flat = output.dup('c').data().asDouble();
    int units = flat.length / rows;
    double[][] outputs = new double[rows][];
    for (int row = 0; row < rows; row++) {
      outputs[row] = Arrays.copyOfRange(flat, row * units, (row + 1) * units);
    }
    return outputs;
  }
}
