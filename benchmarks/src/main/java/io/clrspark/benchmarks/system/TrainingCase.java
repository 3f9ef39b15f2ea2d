package io.clrspark.benchmarks.system;

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

/** What every system trains: a network of dense layers with momentum, on {@link RandomExamples}. */
public final class TrainingCase implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] layers;
  private final int examples;
  private final int batchSize;
  private final int workers;

  /**
   * @param layers the sizes of the input, of each hidden layer and of the output
   * @param examples how many examples the data has
   * @param batchSize examples per update
   * @param workers logical workers
   */
  public TrainingCase(List<Integer> layers, int examples, int batchSize, int workers) {
    this.layers = layers.stream().mapToInt(Integer::intValue).toArray();
    this.examples = examples;
    this.batchSize = batchSize;
    this.workers = workers;
  }

  public int inputs() {
    return layers[0];
  }

  public int classes() {
    return layers[layers.length - 1];
  }

  public int examples() {
    return examples;
  }

  public int batchSize() {
    return batchSize;
  }

  public int workers() {
    return workers;
  }

  /** The sizes of the layers, as {@code --layers} takes them. */
  public String layers() {
    return String.join("-", Arrays.stream(layers).mapToObj(String::valueOf).toArray(String[]::new));
  }

  /** Minibatches of the whole data. */
  public int minibatches() {
    return (examples + batchSize - 1) / batchSize;
  }

  /** Updates of a worker per epoch. */
  public int iterationsPerEpoch() {
    int share = (examples + workers - 1) / workers;
    return (share + batchSize - 1) / batchSize;
  }

  /** A fresh network; its parameters are the same each time. */
  public MultiLayerNetwork network() {
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
