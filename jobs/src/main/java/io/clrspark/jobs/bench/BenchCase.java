package io.clrspark.jobs.bench;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What is trained: a network of dense layers with momentum, on made-up examples. The same for every
 * system of the benchmark.
 */
public final class BenchCase implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] layers;
  private final int examples;
  private final int batchSize;
  private final int workers;

  /**
   * @param layers the sizes of the input, of each hidden layer and of the output
   * @param examples how many examples the data has
   * @param batchSize examples an update
   * @param workers logical workers
   */
  public BenchCase(List<Integer> layers, int examples, int batchSize, int workers) {
    this.layers = layers.stream().mapToInt(Integer::intValue).toArray();
    this.examples = examples;
    this.batchSize = batchSize;
    this.workers = workers;
  }

  int inputs() {
    return layers[0];
  }

  int classes() {
    return layers[layers.length - 1];
  }

  int examples() {
    return examples;
  }

  int batchSize() {
    return batchSize;
  }

  int workers() {
    return workers;
  }

  /** The sizes of the layers, as {@code --layers} takes them. */
  String layers() {
    return String.join("-", Arrays.stream(layers).mapToObj(String::valueOf).toArray(String[]::new));
  }

  /** Minibatches of the whole data. */
  int minibatches() {
    return (examples + batchSize - 1) / batchSize;
  }

  /** Updates that a worker makes in an epoch. */
  int iterationsPerEpoch() {
    int share = (examples + workers - 1) / workers;
    return (share + batchSize - 1) / batchSize;
  }

  /** A fresh network; the same parameters each time. */
  MultiLayerNetwork network() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Nesterovs(0.01, 0.9)).list();
    for (int layer = 1; layer < layers.length - 1; layer++) {
      list.layer(
          new DenseLayer.Builder()
              .nIn(layers[layer - 1])
              .nOut(layers[layer])
              .activation(Activation.RELU)
              .build());
    }
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(layers[layers.length - 2])
            .nOut(classes())
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }
}
