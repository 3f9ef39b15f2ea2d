package io.clrspark.network;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the engine needs of a DL4J configuration, of layers or a graph. */
@Internal
public interface Architecture extends Serializable {

  /** That configuration. */
  static Architecture of(MultiLayerConfiguration configuration) {
    return new LayerArchitecture(configuration);
  }

  /** That configuration. */
  static Architecture of(ComputationGraphConfiguration configuration) {
    return new GraphArchitecture(configuration);
  }

  /** A copy that shares nothing with this; DL4J's own clone shares what wrapper layers hold. */
  Architecture copy();

  /** The configuration of every layer, with what DL4J keeps around it. */
  List<NeuralNetConfiguration> configurations();

  /** The configuration of every layer. */
  default List<Layer> layers() {
    return configurations().stream().map(NeuralNetConfiguration::getLayer).toList();
  }

  /** The configuration of the layers that give the outputs, in their order. */
  List<Layer> outputs();

  /**
   * The configurations that decide how many units an output has: its layer, then those before it,
   * nearest first. A loss layer has as many as the layer before it gives.
   */
  List<Layer> before(int output);

  /** Units of an output; 0 where its layers do not say. */
  default long units(int output) {
    for (Layer layer : before(output)) {
      if (layer instanceof FeedForwardLayer units && units.getNOut() > 0) {
        return units.getNOut();
      }
    }
    return 0;
  }

  /** How many arrays of features a minibatch has. */
  int inputs();

  /** The first layer, where it is a dense one that gets the one input as it is. */
  Optional<FeedForwardLayer> plainInput();

  /** The configuration as DL4J's JSON, a line a value. */
  String toJson();

  /** The type of the parameters. */
  DataType type();

  BackpropType backprop();

  /** Time steps of a segment under truncated BPTT. */
  int segmentLength();

  /** An initialized network over that parameter array. */
  Network build(INDArray parameters);
}
