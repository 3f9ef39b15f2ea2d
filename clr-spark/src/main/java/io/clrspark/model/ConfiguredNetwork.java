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
import io.clrspark.model.builtin.ImageShape;
import io.clrspark.model.builtin.LeNet;
import io.clrspark.model.builtin.Mlp;
import io.clrspark.model.file.ModelClasses;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/**
 * The network that {@code spark.clr.model.*} ask for: loaded, made from a configuration file, or
 * built in and then sized from the data.
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
    return new ConfiguredNetwork(
        conf,
        conf.set(ModelProperties.LOAD)
            .map(
                path ->
                    SavedModel.load(
                        path, hadoop, conf.set(ModelProperties.CLASSES).orElse(List.of()))),
        conf.set(ModelProperties.CONFIGURATION).map(path -> configured(conf, path, hadoop)));
  }

  private static Model configured(ClrConf conf, String path, Configuration hadoop) {
    try {
      return ConfigurationFile.network(
          path,
          conf.get(TrainingProperties.SEED),
          new ModelClasses(conf.set(ModelProperties.CLASSES).orElse(List.of())),
          hadoop);
    } catch (ConfigurationFile.UnreadableException e) {
      throw invalid(ModelProperties.CONFIGURATION, path, e.getMessage(), e);
    }
  }

  /** The model that was loaded; empty for a network of fresh weights. */
  public Optional<SavedModel> saved() {
    return saved;
  }

  /** The network, where a file says what it is; empty for a built-in one. */
  public Optional<Model> fixed() {
    return fixed;
  }

  /**
   * The network, a MultiLayerNetwork or a ComputationGraph, initialized.
   *
   * @param shape of an example
   * @param classes of the label
   * @throws ClrException if a file's network does not take such examples, or a built-in one would
   *     be too large
   */
  public Model network(List<Integer> shape, int classes) {
    if (fixed.isPresent()) {
      ShapeProbe.problem(fixed.get(), shape, classes)
          .ifPresent(
              problem -> {
                throw refused(problem);
              });
      return fixed.get();
    }
    return switch (conf.get(ModelProperties.TYPE)) {
      case LENET -> LeNet.create(conf, image(shape), classes);
      case CIFAR -> CifarNet.create(conf, image(shape), classes);
      case MLP -> Mlp.create(conf, shape.get(0), classes);
    };
  }

  /** Whether examples are to have a shape; else they are rows of numbers. */
  public boolean takesShape() {
    return fixed.isPresent()
        ? conf.set(DataProperties.SHAPE).isPresent()
        : conf.get(ModelProperties.TYPE) != NetworkType.MLP;
  }

  private ImageShape image(List<Integer> shape) {
    if (shape.size() != ImageShape.NUMBERS) {
      throw new ClrException(
          "Missing %s: %s = %s takes images (set their channels, height and width, such as 1,28,28)"
              .formatted(
                  DataProperties.SHAPE, ModelProperties.TYPE, conf.get(ModelProperties.TYPE)));
    }
    return ImageShape.of(shape);
  }

  /**
   * Compares a file's network with {@code data.classes}, if that is set.
   *
   * @param units of its output layer
   * @throws ClrException if they are not the same
   */
  public void requireUnits(long units) {
    conf.set(DataProperties.CLASSES)
        .filter(classes -> classes != units)
        .ifPresent(
            classes -> {
              throw refused(
                  "its output layer has %d units, but %s = %d; change the one or the other"
                      .formatted(units, DataProperties.CLASSES, classes));
            });
  }

  /**
   * What to throw when a file's network does not fit the job; it names the property and the file.
   *
   * @throws java.util.NoSuchElementException for a built-in network
   */
  public ClrException refused(String reason) {
    Property<String> property =
        saved.isPresent() ? ModelProperties.LOAD : ModelProperties.CONFIGURATION;
    return invalid(property, conf.set(property).orElseThrow(), reason, null);
  }

  private static ClrException invalid(
      Property<String> property, String path, String reason, @Nullable Throwable cause) {
    return new ClrException("Invalid " + property + ": " + path + " (" + reason + ")", cause);
  }
}
