package io.clrspark.benchmarks.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What is trained on a table: an updater and a network as {@code spark.clr.model.*} make them.
 *
 * @param updater sgd, nesterovs or adam
 * @param activation of the hidden layers
 * @param hidden units of each hidden layer
 */
record Setup(String updater, Activation activation, List<Integer> hidden) {

  /** Three updaters times three networks. */
  static List<Setup> all() {
    List<Setup> all = new ArrayList<>();
    for (String updater : List.of("sgd", "nesterovs", "adam")) {
      all.add(new Setup(updater, Activation.RELU, Arrays.asList(32)));
      all.add(new Setup(updater, Activation.RELU, Arrays.asList(128, 64)));
      all.add(new Setup(updater, Activation.TANH, Arrays.asList(48, 48, 48)));
    }
    return all;
  }

  /** The network's name, such as relu-128-64. */
  String network() {
    StringBuilder name = new StringBuilder(activation.name().toLowerCase(java.util.Locale.ROOT));
    hidden.forEach(units -> name.append('-').append(units));
    return name.toString();
  }

  MultiLayerNetwork network(NumericTable table, long seed) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(rule())
            .activation(activation)
            .weightInit(activation == Activation.RELU ? WeightInit.RELU : WeightInit.XAVIER)
            .list();
    int inputs = table.features();
    for (int units : hidden) {
      layers.layer(new DenseLayer.Builder().nIn(inputs).nOut(units).build());
      inputs = units;
    }
    boolean regression = table.isRegression();
    layers.layer(
        new OutputLayer.Builder(regression ? LossFunction.MSE : LossFunction.MCXENT)
            .nIn(inputs)
            .nOut(table.outputs())
            .activation(regression ? Activation.IDENTITY : Activation.SOFTMAX)
            .weightInit(WeightInit.XAVIER)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private IUpdater rule() {
    return switch (updater) {
      case "sgd" -> new Sgd();
      case "nesterovs" -> new Nesterovs();
      default -> new Adam();
    };
  }
}
