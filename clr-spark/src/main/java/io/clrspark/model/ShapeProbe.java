package io.clrspark.model;

import io.clrspark.conf.DataProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks that a network takes examples of a shape and gives one number per class, or one for two
 * classes, by its output for one example of zeros.
 */
final class ShapeProbe {

  private ShapeProbe() {}

  /**
   * What is wrong; empty if nothing is.
   *
   * @param shape the shape of an example's features
   * @param outputs how many numbers it must give for an example
   * @param labels what the labels are, for messages, and the way out
   */
  static Optional<String> problem(Model network, List<Integer> shape, int outputs, String labels) {
    long[] batch =
        LongStream.concat(LongStream.of(1), shape.stream().mapToLong(Integer::longValue)).toArray();
    INDArray output;
    try {
      output = output(network, Nd4j.zeros(network.params().dataType(), batch));
    } catch (RuntimeException e) {
      return Optional.of(
          "it does not take examples of shape %s: %s; set %s to what it takes, or change the network"
              .formatted(text(shape), ConfigurationFile.firstLine(e), DataProperties.SHAPE));
    }
    boolean oneOfTwo = outputs == 2 && Arrays.equals(output.shape(), new long[] {1, 1});
    if (!oneOfTwo && !Arrays.equals(output.shape(), new long[] {1, outputs})) {
      return Optional.of(
          "its output for an example has the shape %s, but the data has %s"
              .formatted(text(Arrays.stream(output.shape()).skip(1).boxed().toList()), labels));
    }
    return Optional.empty();
  }

  private static INDArray output(Model network, INDArray features) {
    return network instanceof ComputationGraph graph
        ? graph.outputSingle(features)
        : ((MultiLayerNetwork) network).output(features);
  }

  private static String text(List<? extends Number> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
