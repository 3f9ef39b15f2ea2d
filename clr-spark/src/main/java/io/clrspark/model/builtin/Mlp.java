package io.clrspark.model.builtin;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A multilayer perceptron for classification: dense hidden layers, softmax output, cross-entropy
 * loss (MCXENT), of type float. Features [n, features], labels one-hot [n, classes].
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
    NeuralNetConfiguration.ListBuilder layers = BuiltInNetworks.start(conf).list();
    int inputs = features;
    for (int units : conf.get(ModelProperties.HIDDEN)) {
      layers.layer(new DenseLayer.Builder().nIn(inputs).nOut(units).build());
      inputs = units;
    }
    layers.layer(BuiltInNetworks.output(classes).nIn(inputs).build());
    return BuiltInNetworks.initialized(
        layers.build(),
        ModelProperties.HIDDEN + ": " + conf.get(ModelProperties.HIDDEN),
        features + " features and " + classes + " classes");
  }
}
