package io.clrspark.conf;

import static io.clrspark.conf.Property.Decides.PLACE;
import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.count;
import static io.clrspark.conf.ValueType.counts;
import static io.clrspark.conf.ValueType.path;
import static io.clrspark.conf.ValueType.texts;

import io.clrspark.conf.choice.NetworkType;
import io.clrspark.conf.choice.NetworkUpdater;
import java.util.List;

/** The properties of the network that a training job builds and saves. */
public final class ModelProperties {
  static final PropertyList ALL = new PropertyList();

  public static final Property<NetworkType> TYPE =
      ALL.of("model.type", choice(NetworkType.class), "mlp")
          .doc(
              "The network to build: a multilayer perceptron, or for images LeNet or the paper's"
                  + " CIFAR network.");

  public static final Property<List<Integer>> HIDDEN =
      ALL.of("model.hidden", counts(), "100")
          .doc("Units of each hidden layer of the multilayer perceptron, from input to output.");

  public static final Property<List<Integer>> MAPS =
      ALL.of("model.maps", counts())
          .doc(
              "Maps of each convolution, from input to output: 20,50 for lenet, 32,32,64 for cifar"
                  + " unless given.");

  public static final Property<Integer> DENSE =
      ALL.of("model.dense", count(), "500").doc("Units of lenet's dense layer.");

  public static final Property<String> ACTIVATION =
      ALL.of(
              "model.activation",
              choice("choice", List.of("relu", "tanh", "sigmoid", "elu", "selu", "gelu")),
              "relu")
          .doc("What the hidden layers' units compute.");

  public static final Property<NetworkUpdater> UPDATER =
      ALL.of("model.updater", choice(NetworkUpdater.class), "adam")
          .doc("The optimizer that gets the cyclical rate.");

  public static final Property<String> CONFIGURATION =
      ALL.of("model.configuration", path())
          .doc(
              "File of a DL4J configuration, of layers or a graph, to build instead of model.type.");

  public static final Property<String> LOAD =
      ALL.of("model.load", path())
          .doc(
              "File of a network to go on with instead of a new one: as model.save wrote it, or of"
                  + " Keras.");

  public static final Property<List<String>> CLASSES =
      ALL.of("model.classes", texts())
          .doc(
              "Classes of your own, or packages with a dot at the end, that a file of model.load or"
                  + " model.configuration may name beside DL4J's.");

  public static final Property<String> SAVE =
      ALL.of("model.save", path(), PLACE)
          .doc("File of the trained network, in the format of DL4J's ModelSerializer.");

  private ModelProperties() {}

  /** Those that shape a built-in network. */
  static List<Property<?>> ofBuiltIn() {
    return List.of(TYPE, HIDDEN, MAPS, DENSE, ACTIVATION, UPDATER);
  }
}
