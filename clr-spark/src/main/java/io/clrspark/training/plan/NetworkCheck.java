package io.clrspark.training.plan;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.network.Architecture;
import io.clrspark.network.replica.DriverNetwork;
import java.util.Locale;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Refuses a network before the first round if it cannot be trained, or not on the given data. */
@Internal
public final class NetworkCheck {

  private NetworkCheck() {}

  /**
   * Refuses a network that cannot be trained at all.
   *
   * @throws ClrException if the network's type is neither float nor double, or it is not optimized
   *     by stochastic gradient descent: line searches keep a state of their own, and make steps
   *     that no learning rate gives
   */
  public static void trainable(DriverNetwork network) {
    DataType type = network.type();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new ClrException(
          "Cannot train a network of type " + type + ". Use dataType FLOAT or DOUBLE.");
    }
    for (NeuralNetConfiguration layer : network.architecture().configurations()) {
      OptimizationAlgorithm algorithm = layer.getOptimizationAlgo();
      if (algorithm != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
        throw new ClrException(
            "Cannot train with optimizationAlgo %s under a schedule. Use STOCHASTIC_GRADIENT_DESCENT, DL4J's default."
                .formatted(algorithm));
      }
    }
  }

  /**
   * Compares the data with the number of inputs and outputs, and with the sizes of feed-forward
   * first and last layers. Other layers check their sizes themselves.
   *
   * @throws ClrException if the data has not as many features, or labels, as the network takes
   */
  public static void fits(DriverNetwork network, ExampleLayout layout) {
    Architecture architecture = network.architecture();
    requireArrays("features", layout.inputs(), "inputs", architecture.inputs());
    requireArrays("labels", layout.outputs(), "outputs", architecture.outputs().size());
    if (layout.inputs() == 1 && layout.features(0).length == 1) {
      architecture
          .plainInput()
          .ifPresent(
              first ->
                  requireSame(
                      "features", layout.features(0)[0], "first layer takes", first.getNIn()));
    }
    for (int output = 0; output < layout.outputs(); output++) {
      long gives = isPlain(architecture.outputs().get(output)) ? architecture.units(output) : 0;
      if (layout.labels(output).length == 1 && gives > 0) {
        requireSame("labels", layout.labels(output)[0], "output layer gives", gives);
      }
    }
  }

  /** Whether labels have a number for each unit. */
  private static boolean isPlain(Layer layer) {
    return (layer instanceof OutputLayer last && !isSparse(last.getLossFn()))
        || (layer instanceof LossLayer loss && !isSparse(loss.getLossFn()));
  }

  /** Whether the labels are class numbers. */
  private static boolean isSparse(ILossFunction loss) {
    return loss.name().toLowerCase(Locale.ROOT).contains("sparse");
  }

  private static void requireArrays(String what, int arrays, String ends, int expected) {
    if (arrays != expected) {
      throw new ClrException(
          "Cannot train: the data has %d arrays of %s, but the network %d %s. Give one array for each."
              .formatted(arrays, what, expected, ends));
    }
  }

  private static void requireSame(String what, long actual, String end, long expected) {
    if (actual != expected) {
      throw new ClrException(
          "Cannot train: the data has %d %s per example, but the network's %s %d. Change the one or the other."
              .formatted(actual, what, end, expected));
    }
  }
}
