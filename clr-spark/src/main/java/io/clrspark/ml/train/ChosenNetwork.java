package io.clrspark.ml.train;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.ml.param.ClrParams;
import io.clrspark.ml.param.ParamNames;
import io.clrspark.model.ConfiguredNetwork;
import io.clrspark.network.Network;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.LabelEncoder;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The network that an estimator's Params select, for examples of a size. */
final class ChosenNetwork {

  private static final List<Property<?>> OTHERS =
      List.of(
          ModelProperties.TYPE,
          ModelProperties.HIDDEN,
          ModelProperties.MAPS,
          ModelProperties.DENSE,
          ModelProperties.ACTIVATION,
          ModelProperties.UPDATER,
          ModelProperties.CONFIGURATION,
          ModelProperties.LOAD);

  private final Network network;
  private final List<Integer> shape;

  private ChosenNetwork(Network network, List<Integer> shape) {
    this.network = network;
    this.shape = shape;
  }

  /**
   * Builds or reads the network, and sets its counts to 0.
   *
   * @param features numbers per row
   * @param classes how many classes there are; empty to predict a number
   * @throws ClrException if there is no such network, or it is not for such rows
   */
  static ChosenNetwork of(
      ClrParams params,
      ClrConf conf,
      Configuration hadoop,
      int features,
      Optional<Integer> classes) {
    ConfiguredNetwork configured = configured(params, conf, hadoop);
    List<Integer> shape =
        configured.takesShape()
            ? conf.set(DataProperties.SHAPE).orElse(List.of(features))
            : List.of(features);
    requireSize(shape, features);
    Network network =
        Network.of(
            classes.isPresent()
                ? configured.network(shape, classes.get())
                : configured.networkForNumbers(shape, 1));
    requireOutput(OutputLabels.of(network.architecture()), classes.isPresent());
    network.count(0, 0);
    return new ChosenNetwork(network, shape);
  }

  private static ConfiguredNetwork configured(
      ClrParams params, ClrConf conf, Configuration hadoop) {
    if (!params.isSet(params.modelJson())) {
      return ConfiguredNetwork.of(conf, hadoop);
    }
    return ConfiguredNetwork.ofText(conf, params.modelJson().name(), params.getModelJson());
  }

  /**
   * Refuses what would be ignored.
   *
   * @throws IllegalArgumentException if modelJson is set together with another network
   */
  static void requireOneNetwork(ClrParams params, ClrConf conf) {
    if (!params.isSet(params.modelJson())) {
      return;
    }
    for (Property<?> other : OTHERS) {
      if (conf.set(other).isPresent()) {
        throw new IllegalArgumentException(
            "Invalid %s: modelJson is set too, and has a network of its own (unset one of them)"
                .formatted(ParamNames.of(other)));
      }
    }
  }

  private static void requireSize(List<Integer> shape, int features) {
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (all, one) -> all * one);
    if (size != features) {
      throw ClrException.invalid(
          DataProperties.SHAPE, shape, "the rows have %d features".formatted(features));
    }
  }

  private static void requireOutput(OutputLabels output, boolean isOfClasses) {
    boolean takesClasses =
        output.kind() != OutputLabels.Kind.NUMBERS && (output.units() > 1 || output.isOneOfTwo());
    boolean takesNumber = output.units() == 1 && output.kind() != OutputLabels.Kind.CLASS;
    if (isOfClasses && !takesClasses) {
      throw new ClrException(
          ("Cannot train a classifier: the network's output layer, %s of %d units, is for numbers."
                  + " Give it softmax and MCXENT with a unit for each class, or use ClrRegressor.")
              .formatted(output.loss(), output.units()));
    }
    if (!isOfClasses && !takesNumber) {
      throw new ClrException(
          ("Cannot train a regressor: the network's output layer, %s of %d units, tells classes apart."
                  + " Give it one unit with identity and MSE, or use ClrClassifier.")
              .formatted(output.loss(), output.units()));
    }
  }

  Network network() {
    return network;
  }

  /** The shape of a row's features. */
  List<Integer> shape() {
    return shape;
  }

  /** What a row becomes for the network. */
  FrameFormat format(Optional<Integer> classes) {
    OutputLabels output = OutputLabels.of(network.architecture());
    return new FrameFormat(
        output.isOneOfTwo() && classes.isPresent()
            ? ClassLabels.numbers(2)
            : new LabelEncoder(output, classes.isPresent()),
        shape.stream().mapToLong(Integer::longValue).toArray(),
        network.architecture().type());
  }
}
