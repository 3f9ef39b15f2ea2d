package io.clrspark.network;

import io.clrspark.Internal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A configuration of layers, one after the other. */
@Internal
public final class LayerArchitecture implements Architecture {

  private static final long serialVersionUID = 1L;

  private final MultiLayerConfiguration configuration;

  public LayerArchitecture(MultiLayerConfiguration configuration) {
    this.configuration = configuration;
  }

  MultiLayerConfiguration configuration() {
    return configuration;
  }

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
  public int inputs() {
    return 1;
  }

  @Override
  public Optional<FeedForwardLayer> plainInput() {
    return configuration.getInputPreProcess(0) == null
            && (layers().get(0) instanceof DenseLayer || layers().get(0) instanceof OutputLayer)
        ? Optional.of((FeedForwardLayer) layers().get(0))
        : Optional.empty();
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
  public BackpropType backprop() {
    return configuration.getBackpropType();
  }

  @Override
  public int segmentLength() {
    return configuration.getTbpttFwdLength();
  }

  @Override
  public Network build(INDArray parameters) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return new LayerNetwork(network);
  }
}
