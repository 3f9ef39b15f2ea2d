package io.clrspark.model.builtin;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A multilayer perceptron: dense hidden layers, of type float. Features [n, features]. For
 * classification: softmax output, cross-entropy loss (MCXENT), labels one-hot [n, classes].
 */
public final class Mlp {

  private Mlp() {}

  /**
   * An initialized network.
   *
   * @param conf {@code spark.clr.model.*} and the seed of the first weights
   * @param features features per example
   * @param classes classes of the label
   * @throws ClrException if it would have more than 500,000,000 parameters
   */
  public static MultiLayerNetwork create(ClrConf conf, int features, int classes) {
    return create(conf, features, BuiltInNetworks.output(classes), classes + " classes");
  }

  /**
   * The same for regression: identity output, squared error (MSE). Labels [n, outputs].
   *
   * @param outputs numbers to predict
   */
  public static MultiLayerNetwork createForNumbers(ClrConf conf, int features, int outputs) {
    return create(conf, features, BuiltInNetworks.numbers(outputs), outputs + " outputs");
  }

  private static MultiLayerNetwork create(
      ClrConf conf, int features, OutputLayer.Builder output, String outputs) {
    NeuralNetConfiguration.ListBuilder layers = BuiltInNetworks.start(conf).list();
    int inputs = features;
    for (int units : conf.get(ModelProperties.HIDDEN)) {
      layers.layer(new DenseLayer.Builder().nIn(inputs).nOut(units).build());
      inputs = units;
    }
    layers.layer(output.nIn(inputs).build());
    return BuiltInNetworks.initialized(
        layers.build(),
        ModelProperties.HIDDEN + ": " + conf.get(ModelProperties.HIDDEN),
        features + " features and " + outputs);
  }
}
