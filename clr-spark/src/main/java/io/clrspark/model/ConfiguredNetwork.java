package io.clrspark.model;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.NetworkType;
import io.clrspark.model.builtin.CifarNet;
import io.clrspark.model.builtin.LeNet;
import io.clrspark.model.builtin.Mlp;
import io.clrspark.model.file.AllowedClasses;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * The network that {@code spark.clr.model.*} select: a loaded model, a network from a configuration
 * file, or a built-in network with the sizes of the data.
 */
@Internal
public final class ConfiguredNetwork {

  private final ClrConf conf;
  private final Optional<SavedModel> saved;
  private final Optional<Model> fixed;

  private ConfiguredNetwork(ClrConf conf, Optional<SavedModel> saved, Optional<Model> configured) {
    this.conf = conf;
    this.saved = saved;
    this.fixed = saved.map(SavedModel::network).or(() -> configured);
  }

  /**
   * Reads the file of {@code model.load} or {@code model.configuration}, if either is set.
   *
   * @throws ClrException if it is missing, or no model or configuration
   */
  public static ConfiguredNetwork of(ClrConf conf, Configuration hadoop) {
    List<String> classes = conf.set(ModelProperties.CLASSES).orElse(List.of());
    long seed = conf.get(TrainingProperties.SEED);
    return new ConfiguredNetwork(
        conf,
        conf.set(ModelProperties.LOAD).map(path -> SavedModel.load(path, hadoop, classes)),
        conf.set(ModelProperties.CONFIGURATION)
            .map(
                path ->
                    ConfigurationFile.network(path, seed, new AllowedClasses(classes), hadoop)));
  }

  /**
   * The same for a configuration that is given as text.
   *
   * @param name what the user calls the text
   * @throws ClrException if it is no configuration
   */
  public static ConfiguredNetwork ofText(ClrConf conf, String name, String text) {
    List<String> classes = conf.set(ModelProperties.CLASSES).orElse(List.of());
    long seed = conf.get(TrainingProperties.SEED);
    return new ConfiguredNetwork(
        conf,
        Optional.empty(),
        Optional.of(ConfigurationFile.networkOf(name, text, seed, new AllowedClasses(classes))));
  }

  /** The model that was loaded; empty for a network of fresh weights. */
  public Optional<SavedModel> saved() {
    return saved;
  }

  /** The network that a file defines; empty for a built-in one. */
  public Optional<Model> fixed() {
    return fixed;
  }

  /**
   * The network, a MultiLayerNetwork or a ComputationGraph, initialized.
   *
   * @param shape the shape of an example
   * @param classes classes of the label
   * @throws ClrException if a file's network does not take such examples, or a built-in one would
   *     be too large
   */
  public Model network(List<Integer> shape, int classes) {
    if (fixed.isPresent()) {
      return fitting(
          shape,
          classes,
          "%d classes; set %s, or change the network".formatted(classes, DataProperties.CLASSES));
    }
    return switch (conf.get(ModelProperties.TYPE)) {
      case LENET -> LeNet.create(conf, image(shape), classes);
      case CIFAR -> CifarNet.create(conf, image(shape), classes);
      case MLP -> Mlp.create(conf, shape.get(0), classes);
    };
  }

  /**
   * The network that predicts numbers, initialized.
   *
   * @param shape the shape of an example
   * @param numbers how many
   * @throws ClrException if a file's network does not take such examples or has another output, or
   *     the built-in one is for classes alone
   */
  public Model networkForNumbers(List<Integer> shape, int numbers) {
    NetworkType type = conf.get(ModelProperties.TYPE);
    if (fixed.isEmpty() && type == NetworkType.MLP) {
      return Mlp.createForNumbers(conf, shape.get(0), numbers);
    }
    if (fixed.isEmpty()) {
      throw ClrException.invalid(
          ModelProperties.TYPE, type, "it tells classes apart; mlp predicts numbers too");
    }
    return fitting(shape, numbers, numbers + " numbers to predict; change the one or the other");
  }

  /** The network of a file, if it has an output for each number of the labels. */
  private Model fitting(List<Integer> shape, int outputs, String labels) {
    Model network = fixed.orElseThrow();
    ShapeProbe.problem(network, shape, outputs, labels)
        .ifPresent(
            problem -> {
              throw refused(problem);
            });
    return network;
  }

  /** Whether it takes examples of a shape; if not, rows of numbers. */
  public boolean takesShape() {
    return fixed.isPresent()
        ? conf.set(DataProperties.SHAPE).isPresent()
        : conf.get(ModelProperties.TYPE) != NetworkType.MLP;
  }

  private InputTypeConvolutional image(List<Integer> shape) {
    if (shape.size() != 3) {
      throw new ClrException(
          "Missing %s: %s = %s takes images (set their channels, height and width, such as 1,28,28)"
              .formatted(
                  DataProperties.SHAPE, ModelProperties.TYPE, conf.get(ModelProperties.TYPE)));
    }
    return new InputTypeConvolutional(shape.get(1), shape.get(2), shape.get(0));
  }

  /**
   * Compares a file's network with {@code data.classes}, if that is set.
   *
   * @param taken the classes that its output layer tells apart
   * @throws ClrException if they differ
   */
  public void requireClasses(int taken) {
    conf.set(DataProperties.CLASSES)
        .filter(classes -> classes != taken)
        .ifPresent(
            classes -> {
              throw refused(
                  "its output layer is for %d classes, but %s = %d; change the one or the other"
                      .formatted(taken, DataProperties.CLASSES, classes));
            });
  }

  /**
   * The error for a file's network that does not fit the job. It names the property and the file.
   *
   * @throws java.util.NoSuchElementException for a built-in network
   */
  public ClrException refused(String reason) {
    Property<String> property =
        saved.isPresent() ? ModelProperties.LOAD : ModelProperties.CONFIGURATION;
    return ClrException.invalid(property, conf.set(property).orElseThrow(), reason);
  }
}
