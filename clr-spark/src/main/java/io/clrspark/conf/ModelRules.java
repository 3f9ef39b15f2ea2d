package io.clrspark.conf;

import io.clrspark.conf.choice.DataFormat;
import io.clrspark.conf.choice.NetworkType;
import java.util.List;
import java.util.Map;

/** Which properties of a network go together; of what is optional, only what was set counts. */
final class ModelRules {

  /** Numbers in the shape of an image: channels, height, width. */
  private static final int IMAGE = 3;

  private static final int MOST_LAYERS = 1000;

  private final ClrConf conf;
  private final Map<String, String> values;

  private ModelRules(ClrConf conf) {
    this.conf = conf;
    this.values = conf.asMap();
  }

  /**
   * @throws InvalidPropertyException for the first two that contradict, or a shape that images need
   */
  static void require(ClrConf conf) {
    ModelRules rules = new ModelRules(conf);
    if (conf.set(ModelProperties.LOAD).isPresent()) {
      rules.requireUnset(
          List.of(ModelProperties.CONFIGURATION), ModelProperties.LOAD, "a loaded network");
      rules.requireUnset(ModelProperties.ofBuiltIn(), ModelProperties.LOAD, "a loaded network");
    } else if (conf.set(ModelProperties.CONFIGURATION).isPresent()) {
      rules.requireUnset(
          ModelProperties.ofBuiltIn(), ModelProperties.CONFIGURATION, "a configured network");
    } else {
      rules.requireBuiltIn(conf.get(ModelProperties.TYPE));
    }
  }

  private void requireUnset(List<Property<?>> others, Property<?> given, String network) {
    for (Property<?> other : others) {
      conf.refuse(
          other,
          "%s = %s is set too: %s has its own; unset one of them"
              .formatted(given, values.get(given.key()), network));
    }
  }

  private void requireBuiltIn(NetworkType type) {
    switch (type) {
      case LENET -> {
        requireType(ModelProperties.HIDDEN, type, "mlp");
        requireMaps(type, 2);
        requireImages(type);
      }
      case CIFAR -> {
        requireType(ModelProperties.HIDDEN, type, "mlp");
        requireType(ModelProperties.DENSE, type, "lenet");
        requireMaps(type, 3);
        requireImages(type);
      }
      case MLP -> {
        requireLayers();
        requireType(ModelProperties.MAPS, type, "lenet or cifar");
        requireType(ModelProperties.DENSE, type, "lenet");
        if (!isDecoded()) {
          conf.refuse(
              DataProperties.SHAPE,
              ModelProperties.TYPE
                  + " = mlp takes features as a row: unset it, or set the type to lenet or cifar");
        }
      }
    }
  }

  private void requireType(Property<?> property, NetworkType type, String of) {
    conf.refuse(
        property,
        "it is for %s = %s, which is %s: unset it, or change the type"
            .formatted(ModelProperties.TYPE, of, type));
  }

  private void requireLayers() {
    if (conf.get(ModelProperties.HIDDEN).size() > MOST_LAYERS) {
      conf.refuse(ModelProperties.HIDDEN, "must be at most " + MOST_LAYERS + " layers");
    }
  }

  private void requireMaps(NetworkType type, int convolutions) {
    if (conf.set(ModelProperties.MAPS).stream().anyMatch(maps -> maps.size() != convolutions)) {
      conf.refuse(
          ModelProperties.MAPS,
          "%s = %s has %d convolutions: give %d numbers"
              .formatted(ModelProperties.TYPE, type, convolutions, convolutions));
    }
  }

  private void requireImages(NetworkType type) {
    String images = ModelProperties.TYPE + " = " + type + " takes images";
    boolean told = isDecoded() || conf.get(DataProperties.FORMAT) == DataFormat.IDX;
    if (!told && conf.set(DataProperties.SHAPE).isEmpty()) {
      throw new InvalidPropertyException(
          "Missing %s: %s (set their channels, height and width, such as 1,28,28)"
              .formatted(DataProperties.SHAPE, images));
    }
    int numbers = conf.set(DataProperties.SHAPE).map(List::size).orElse(IMAGE);
    if (numbers != IMAGE) {
      conf.refuse(
          DataProperties.SHAPE, images + ": give channels, height and width, such as 1,28,28");
    }
  }

  /** Whether the files are of encoded images. */
  private boolean isDecoded() {
    return conf.get(DataProperties.FORMAT) == DataFormat.IMAGES
        || conf.set(DataProperties.IMAGE_COLUMN).isPresent();
  }
}
