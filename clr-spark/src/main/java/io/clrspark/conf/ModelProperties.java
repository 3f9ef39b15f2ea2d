package io.clrspark.conf;

import io.clrspark.conf.choice.NetworkType;
import io.clrspark.conf.choice.NetworkUpdater;
import java.util.List;

/** The properties of the network that a training job builds and saves. */
public final class ModelProperties {

  public static final Property<NetworkType> TYPE =
      new Property<>(
          "model.type",
          ValueType.choice("choice", List.of(NetworkType.values())),
          "mlp",
          "The network to build: a multilayer perceptron, or for images LeNet or the paper's CIFAR"
              + " network.");

  public static final Property<List<Integer>> HIDDEN =
      new Property<>(
          "model.hidden",
          ValueType.counts(),
          "100",
          "Units of each hidden layer of the multilayer perceptron, from input to output.");

  public static final Property<List<Integer>> MAPS =
      new Property<>(
          "model.maps",
          ValueType.counts(),
          "",
          "Maps of each convolution, from input to output: 20,50 for lenet, 32,32,64 for cifar"
              + " unless given.");

  public static final Property<Integer> DENSE =
      new Property<>("model.dense", ValueType.count(), "500", "Units of lenet's dense layer.");

  public static final Property<String> ACTIVATION =
      new Property<>(
          "model.activation",
          ValueType.choice("choice", List.of("relu", "tanh", "sigmoid", "elu", "selu", "gelu")),
          "relu",
          "What the hidden layers' units compute.");

  public static final Property<NetworkUpdater> UPDATER =
      new Property<>(
          "model.updater",
          ValueType.choice("choice", List.of(NetworkUpdater.values())),
          "adam",
          "The optimizer that gets the cyclical rate.");

  public static final Property<String> CONFIGURATION =
      new Property<>(
          "model.configuration",
          ValueType.text(),
          "",
          "File of a DL4J configuration, of layers or a graph, to build instead of model.type.");

  public static final Property<String> LOAD =
      new Property<>(
          "model.load",
          ValueType.text(),
          "",
          "File of a network to go on with instead of a new one: as model.save wrote it, or of Keras.");

  public static final Property<List<String>> CLASSES =
      new Property<>(
          "model.classes",
          ValueType.texts(),
          "",
          "Classes of your own, or packages with a dot at the end, that a file of model.load or"
              + " model.configuration may name beside DL4J's.");

  public static final Property<String> SAVE =
      new Property<>(
          "model.save",
          ValueType.text(),
          "",
          Decides.PLACE,
          "File of the trained network, in the format of DL4J's ModelSerializer.");

  private ModelProperties() {}

  static List<Property<?>> all() {
    return List.of(
        TYPE, HIDDEN, MAPS, DENSE, ACTIVATION, UPDATER, CONFIGURATION, LOAD, CLASSES, SAVE);
  }

  /** Those that shape a built-in network. */
  static List<Property<?>> ofBuiltIn() {
    return List.of(TYPE, HIDDEN, MAPS, DENSE, ACTIVATION, UPDATER);
  }
}
