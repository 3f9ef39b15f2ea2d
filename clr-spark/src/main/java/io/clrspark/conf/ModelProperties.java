package io.clrspark.conf;

import java.util.List;

/** The properties of the network that a training job builds and saves. */
public final class ModelProperties {

  public static final Property<List<Integer>> HIDDEN =
      new Property<>(
          "model.hidden",
          ValueType.counts(),
          "100",
          "Units of each hidden layer of the multilayer perceptron, from input to output.");

  public static final Property<String> ACTIVATION =
      new Property<>(
          "model.activation",
          ValueType.choice("choice", List.of("relu", "tanh", "sigmoid", "elu", "selu", "gelu")),
          "relu",
          "What the hidden layers' units compute.");

  public static final Property<String> UPDATER =
      new Property<>(
          "model.updater",
          ValueType.choice(
              "choice", List.of("sgd", "nesterovs", "adam", "amsgrad", "nadam", "rmsprop")),
          "adam",
          "The optimizer that gets the cyclical rate.");

  public static final Property<String> LOAD =
      new Property<>(
          "model.load",
          ValueType.text(),
          "",
          "File of a network to go on with instead of a new one: as model.save wrote it, or of Keras.");

  public static final Property<String> SAVE =
      new Property<>(
          "model.save",
          ValueType.text(),
          "",
          "File of the trained network, in the format of DL4J's ModelSerializer.");

  private ModelProperties() {}

  static List<Property<?>> all() {
    return List.of(HIDDEN, ACTIVATION, UPDATER, LOAD, SAVE);
  }

  /** Those that shape a new network. */
  static List<Property<?>> ofNew() {
    return List.of(HIDDEN, ACTIVATION, UPDATER);
  }
}
