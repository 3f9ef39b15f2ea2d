package io.clrspark.network;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the engine needs of a DL4J configuration, of layers or a graph. */
@Internal
public interface Architecture extends Serializable {

  /** A copy that shares nothing with this; DL4J's own clone shares what wrapper layers hold. */
  Architecture copy();

  /** The configuration of every layer, with what DL4J keeps around it. */
  List<NeuralNetConfiguration> configurations();

  /** The configuration of every layer. */
  default List<Layer> layers() {
    return configurations().stream().map(NeuralNetConfiguration::getLayer).toList();
  }

  /** The configurations of the layers that give the outputs, in their order. */
  List<Layer> outputs();

  /**
   * The configurations that decide how many units an output has: its layer, then the layers before
   * it, nearest first. A loss layer has as many units as the layer before it.
   */
  List<Layer> before(int output);

  /** Units of an output; 0 if its layers do not say. */
  default long units(int output) {
    for (Layer layer : before(output)) {
      if (layer instanceof FeedForwardLayer units && units.getNOut() > 0) {
        return units.getNOut();
      }
    }
    return 0;
  }

  /** How many arrays of features a minibatch has. */
  default int inputs() {
    return 1;
  }

  /** The first layer, if it is dense and gets the one input as it is. */
  default Optional<FeedForwardLayer> plainInput() {
    return Optional.empty();
  }

  /** How many ids an input's embedding layer looks up; 0 if the input goes to no such layer. */
  long ids(int input);

  /** The configuration as DL4J's JSON, one line per value. */
  String toJson();

  /** The type of the parameters. */
  DataType type();

  /** Time steps per segment under truncated BPTT; 0 if the network is trained otherwise. */
  int segmentLength();

  /** A new network that is initialized over this parameter array. */
  Model build(INDArray parameters);
}
