package io.clrspark.network;

import io.clrspark.Internal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The configuration of layers that follow one another. */
@Internal
public record LayerArchitecture(MultiLayerConfiguration configuration) implements Architecture {

  @Override
  public Architecture copy() {
    return new LayerArchitecture(SerializationUtils.clone(configuration));
  }

  @Override
  public List<NeuralNetConfiguration> configurations() {
    return configuration.getConfs();
  }

  @Override
  public List<Layer> outputs() {
    List<Layer> layers = layers();
    return layers.subList(layers.size() - 1, layers.size());
  }

  @Override
  public List<Layer> before(int output) {
    List<Layer> reversed = new ArrayList<>(layers());
    Collections.reverse(reversed);
    return reversed;
  }

  @Override
  public Optional<FeedForwardLayer> plainInput() {
    Layer first = layers().get(0);
    boolean plain =
        configuration.getInputPreProcess(0) == null
            && (first instanceof DenseLayer || first instanceof OutputLayer);
    return plain ? Optional.of((FeedForwardLayer) first) : Optional.empty();
  }

  @Override
  public long ids(int input) {
    return configuration.getInputPreProcess(0) == null ? ids(layers().get(0)) : 0;
  }

  /** How many ids a layer looks up; 0 if it is no embedding. */
  static long ids(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return ids(frozen.getLayer());
    }
    if (layer instanceof FrozenLayerWithBackprop frozen) {
      return ids(frozen.getUnderlying());
    }
    return layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer
        ? ((FeedForwardLayer) layer).getNIn()
        : 0;
  }

  @Override
  public String toJson() {
    return configuration.toJson();
  }

  @Override
  public DataType type() {
    return configuration.getDataType();
  }

  @Override
  public int segmentLength() {
    return configuration.getBackpropType() == BackpropType.TruncatedBPTT
        ? configuration.getTbpttFwdLength()
        : 0;
  }

  @Override
  public Model build(INDArray parameters) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return network;
  }
}
