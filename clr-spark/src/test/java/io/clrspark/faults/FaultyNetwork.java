package io.clrspark.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Writes the configuration of a network for the digits that has a {@link FaultyDropout}. Arguments:
 * the file, and the units of the first hidden layer.
 */
public final class FaultyNetwork {

  private FaultyNetwork() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), json(Integer.parseInt(arguments[1])));
  }

  private static String json(int hidden) {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(0.001))
        .list()
        .layer(new DenseLayer.Builder().nIn(64).nOut(hidden).activation(Activation.RELU).build())
        .layer(
            new DenseLayer.Builder()
                .nIn(hidden)
                .nOut(hidden / 2)
                .activation(Activation.RELU)
                .dropOut(new FaultyDropout(0.9, null))
                .build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(hidden / 2)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build())
        .build()
        .toJson();
  }
}
