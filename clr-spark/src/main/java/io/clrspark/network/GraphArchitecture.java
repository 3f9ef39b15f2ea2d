package io.clrspark.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph's configuration. */
final class GraphArchitecture implements Architecture {

  private static final long serialVersionUID = 1L;

  private final ComputationGraphConfiguration configuration;

  GraphArchitecture(ComputationGraphConfiguration configuration) {
    this.configuration = configuration;
  }

  ComputationGraphConfiguration configuration() {
    return configuration;
  }

  @Override
  public Architecture copy() {
    return new GraphArchitecture(SerializationUtils.clone(configuration));
  }

  @Override
  public List<NeuralNetConfiguration> configurations() {
    return configurations(configuration.getVertices().values());
  }

  @Override
  public List<Layer> outputs() {
    Map<String, GraphVertex> vertices = configuration.getVertices();
    return configurations(configuration.getNetworkOutputs().stream().map(vertices::get).toList())
        .stream()
        .map(NeuralNetConfiguration::getLayer)
        .toList();
  }

  private static List<NeuralNetConfiguration> configurations(Collection<GraphVertex> vertices) {
    List<NeuralNetConfiguration> found = new ArrayList<>();
    for (GraphVertex vertex : vertices) {
      if (vertex instanceof LayerVertex layer) {
        found.add(layer.getLayerConf());
      }
    }
    return found;
  }

  /** As far as there is one vertex before each. */
  @Override
  public List<Layer> before(int output) {
    List<Layer> found = new ArrayList<>();
    String name = configuration.getNetworkOutputs().get(output);
    while (configuration.getVertices().get(name) instanceof LayerVertex vertex) {
      found.add(vertex.getLayerConf().getLayer());
      List<String> inputs = configuration.getVertexInputs().get(name);
      if (inputs.size() != 1) {
        break;
      }
      name = inputs.get(0);
    }
    return found;
  }

  @Override
  public int inputs() {
    return configuration.getNetworkInputs().size();
  }

  /** None: a graph's input may go anywhere, and its vertices check their own. */
  @Override
  public Optional<FeedForwardLayer> plainInput() {
    return Optional.empty();
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
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(parameters, false);
    return new GraphNetwork(graph);
  }
}
