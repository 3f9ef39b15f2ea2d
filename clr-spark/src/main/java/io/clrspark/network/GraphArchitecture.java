package io.clrspark.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The configuration of a graph. */
record GraphArchitecture(ComputationGraphConfiguration configuration) implements Architecture {

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
    return vertices.stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf())
        .toList();
  }

  /** Follows the chain back until a vertex has more than one input. */
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

  @Override
  public long ids(int input) {
    String name = configuration.getNetworkInputs().get(input);
    return configuration.getVertexInputs().entrySet().stream()
        .filter(vertex -> vertex.getValue().contains(name))
        .map(vertex -> configuration.getVertices().get(vertex.getKey()))
        .filter(vertex -> vertex instanceof LayerVertex layer && layer.getPreProcessor() == null)
        .mapToLong(
            vertex -> LayerArchitecture.ids(((LayerVertex) vertex).getLayerConf().getLayer()))
        .filter(ids -> ids > 0)
        .min()
        .orElse(0);
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
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(parameters, false);
    return graph;
  }
}
