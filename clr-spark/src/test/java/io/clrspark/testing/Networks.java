package io.clrspark.testing;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks for {@link Examples}. */
public final class Networks {

  private Networks() {}

  public static MultiLayerNetwork mlp(IUpdater updater) {
    return mlp(updater, builder -> builder);
  }

  /** 8 inputs, 16 hidden units, 3 classes. */
  public static MultiLayerNetwork mlp(
      IUpdater updater, UnaryOperator<NeuralNetConfiguration.Builder> options) {
    NeuralNetConfiguration.Builder builder =
        options.apply(new NeuralNetConfiguration.Builder().seed(7).updater(updater));
    return initialized(
        builder
            .list()
            .layer(dense(Examples.FEATURES, 16).build())
            .layer(output(16).build())
            .build());
  }

  public static DenseLayer.Builder dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH);
  }

  public static OutputLayer.Builder output(int in) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(in)
        .nOut(Examples.CLASSES)
        .activation(Activation.SOFTMAX);
  }

  public static MultiLayerNetwork initialized(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
