package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.training.data.ExampleLayout;
import io.clrspark.training.replica.DriverNetwork;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** What can be seen to be wrong with a network before any round. */
final class NetworkCheck {

  private NetworkCheck() {}

  /**
   * @throws ClrException if the network's type is neither float nor double
   */
  static void trainable(DriverNetwork network) {
    DataType type = network.type();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new ClrException(
          "Cannot train a network of type " + type + ". Use dataType FLOAT or DOUBLE.");
    }
  }

  /**
   * Compares the sizes of plain feed-forward ends with the data; other layers check their own.
   *
   * @throws ClrException if the data has not as many features, or labels, as the network takes
   */
  static void fits(DriverNetwork network, ExampleLayout layout) {
    MultiLayerConfiguration configuration = network.configuration();
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layout.features().length == 1
        && configuration.getInputPreProcess(0) == null
        && layers.get(0).getLayer() instanceof FeedForwardLayer first) {
      requireSame("features", layout.features()[0], "first layer takes", first.getNIn());
    }
    if (layout.labels().length == 1
        && layers.get(layers.size() - 1).getLayer() instanceof OutputLayer last
        && !last.getLossFn().name().toLowerCase(java.util.Locale.ROOT).contains("sparse")) {
      requireSame("labels", layout.labels()[0], "output layer gives", last.getNOut());
    }
  }

  private static void requireSame(String what, long actual, String end, long expected) {
    if (actual != expected) {
      throw new ClrException(
          "Cannot train: the data has "
              + actual
              + " "
              + what
              + " an example, but the network's "
              + end
              + " "
              + expected
              + ". Change the one or the other.");
    }
  }
}
