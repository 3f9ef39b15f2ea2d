package io.clrspark.model;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.TrainingProperties;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A multilayer perceptron for classification: dense hidden layers, softmax output, cross-entropy
 * loss (MCXENT), of type float. Features [n, features], labels one-hot [n, classes].
 */
public final class Mlp {

  private static final int MOST_PARAMETERS = 500_000_000;

  private Mlp() {}

  /**
   * An initialized network.
   *
   * @param conf {@code spark.clr.model.*} and the seed, which decides the first weights
   * @param features numbers in an example
   * @param classes of the label
   * @throws ClrException if it would have more than 500,000,000 parameters
   */
  public static MultiLayerNetwork create(ClrConf conf, int features, int classes) {
    requireSize(conf, features, classes);
    Activation activation = Activation.fromString(conf.get(ModelProperties.ACTIVATION));
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(conf.get(TrainingProperties.SEED))
            .updater(updater(conf.get(ModelProperties.UPDATER)))
            .activation(activation)
            .weightInit(weights(activation))
            .list();
    int inputs = features;
    for (int units : conf.get(ModelProperties.HIDDEN)) {
      layers.layer(new DenseLayer.Builder().nIn(inputs).nOut(units).build());
      inputs = units;
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(inputs)
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .weightInit(WeightInit.XAVIER)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  /** Parameters travel as bytes of one array; and more would not fit a worker's memory anyway. */
  private static void requireSize(ClrConf conf, int features, int classes) {
    List<Integer> hidden = conf.get(ModelProperties.HIDDEN);
    double parameters = 0;
    double inputs = features;
    for (int units : hidden) {
      parameters += (inputs + 1) * units;
      inputs = units;
    }
    parameters += (inputs + 1) * classes;
    if (parameters > MOST_PARAMETERS) {
      throw new ClrException(
          "Invalid %s: %s (with %d features and %d classes the network has %.3g parameters; at most %d)"
              .formatted(
                  ModelProperties.HIDDEN, hidden, features, classes, parameters, MOST_PARAMETERS));
    }
  }

  /**
   * He's variance for units that are zero or near it below zero, LeCun's for SELU, else Xavier's.
   */
  private static WeightInit weights(Activation activation) {
    return switch (activation) {
      case RELU, ELU, GELU -> WeightInit.RELU;
      case SELU -> WeightInit.LECUN_NORMAL;
      default -> WeightInit.XAVIER;
    };
  }

  /** DL4J's own settings; the schedule takes the place of the rate. */
  private static IUpdater updater(String name) {
    return switch (name) {
      case "sgd" -> new Sgd();
      case "nesterovs" -> new Nesterovs();
      case "adam" -> new Adam();
      case "amsgrad" -> new AMSGrad();
      case "nadam" -> new Nadam();
      case "rmsprop" -> new RmsProp();
      default -> throw new IllegalArgumentException("No updater " + name);
    };
  }
}
