package io.clrspark.model.builtin;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.NetworkUpdater;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
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

/** Makes the parts that the built-in networks share: seed, updater, activation, output layer. */
final class BuiltInNetworks {

  private static final int MOST_PARAMETERS = 500_000_000;

  private BuiltInNetworks() {}

  /** Starts a network with the updater, activation and seed of the properties, of type float. */
  static NeuralNetConfiguration.Builder start(ClrConf conf) {
    Activation activation = Activation.fromString(conf.get(ModelProperties.ACTIVATION));
    return new NeuralNetConfiguration.Builder()
        .seed(conf.get(TrainingProperties.SEED))
        .updater(updater(conf.get(ModelProperties.UPDATER)))
        .activation(activation)
        .weightInit(weights(activation));
  }

  /** A 5x5 convolution. */
  static ConvolutionLayer convolution(int maps) {
    return new ConvolutionLayer.Builder(5, 5).nOut(maps).build();
  }

  /** An image's channels, height and width, for messages. */
  static String text(InputTypeConvolutional image) {
    return image.getChannels() + "," + image.getHeight() + "," + image.getWidth();
  }

  /** A softmax layer with cross-entropy loss (MCXENT). */
  static OutputLayer.Builder output(int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .weightInit(WeightInit.XAVIER);
  }

  /** A layer without activation, with squared error (MSE). */
  static OutputLayer.Builder numbers(int outputs) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nOut(outputs)
        .activation(Activation.IDENTITY)
        .weightInit(WeightInit.XAVIER);
  }

  /**
   * Initializes a network. The parameters travel as the bytes of one array. More than 500,000,000
   * would not fit into a worker's memory.
   *
   * @param property the property to name, with its value
   * @param sizes what else determines the number of parameters
   * @throws ClrException if there are more than 500,000,000 parameters
   */
  static MultiLayerNetwork initialized(
      MultiLayerConfiguration configuration, String property, String sizes) {
    double parameters =
        configuration.getConfs().stream()
            .map(NeuralNetConfiguration::getLayer)
            .mapToDouble(layer -> layer instanceof FeedForwardLayer sized ? parameters(sized) : 0)
            .sum();
    if (parameters > MOST_PARAMETERS) {
      throw new ClrException(
          String.format(
              Locale.ROOT,
              "Invalid %s (with %s the network has %.3g parameters; at most %d)",
              property,
              sizes,
              parameters,
              MOST_PARAMETERS));
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static double parameters(FeedForwardLayer layer) {
    double inputs = layer.getNIn();
    if (layer instanceof ConvolutionLayer convolution) {
      for (int size : convolution.getKernelSize()) {
        inputs *= size;
      }
    }
    return (inputs + 1) * layer.getNOut();
  }

  /**
   * He's variance for units that are about 0 for negative inputs, LeCun's for SELU, else Xavier's.
   */
  private static WeightInit weights(Activation activation) {
    return switch (activation) {
      case RELU, ELU, GELU -> WeightInit.RELU;
      case SELU -> WeightInit.LECUN_NORMAL;
      default -> WeightInit.XAVIER;
    };
  }

  /** An updater with DL4J's own settings. The schedule replaces its rate. */
  private static IUpdater updater(NetworkUpdater updater) {
    return switch (updater) {
      case SGD -> new Sgd();
      case NESTEROVS -> new Nesterovs();
      case ADAM -> new Adam();
      case AMSGRAD -> new AMSGrad();
      case NADAM -> new Nadam();
      case RMSPROP -> new RmsProp();
    };
  }
}
