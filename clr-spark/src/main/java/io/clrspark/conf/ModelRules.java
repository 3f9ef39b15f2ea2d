package io.clrspark.conf;

import io.clrspark.conf.choice.DataFormat;
import io.clrspark.conf.choice.NetworkType;
import java.util.List;
import java.util.function.BiConsumer;

/** Which properties of a network go together; of what is optional, only what was set counts. */
final class ModelRules {

  /** Numbers in the shape of an image: channels, height, width. */
  private static final int IMAGE = 3;

  private static final int MOST_LAYERS = 1000;

  private final PropertyValues given;
  private final BiConsumer<Property<?>, String> refusal;

  private ModelRules(PropertyValues given, BiConsumer<Property<?>, String> refusal) {
    this.given = given;
    this.refusal = refusal;
  }

  /**
   * Checks what was set.
   *
   * @param refusal refuses a property that is set, for a reason
   * @throws InvalidPropertyException for the first two that contradict, or a shape that images need
   */
  static void require(PropertyValues given, BiConsumer<Property<?>, String> refusal) {
    ModelRules rules = new ModelRules(given, refusal);
    if (given.has(ModelProperties.LOAD)) {
      rules.requireUnset(
          List.of(ModelProperties.CONFIGURATION), ModelProperties.LOAD, "a loaded network");
      rules.requireUnset(ModelProperties.ofBuiltIn(), ModelProperties.LOAD, "a loaded network");
    } else if (given.has(ModelProperties.CONFIGURATION)) {
      rules.requireUnset(
          ModelProperties.ofBuiltIn(), ModelProperties.CONFIGURATION, "a configured network");
    } else {
      rules.requireBuiltIn(given.get(ModelProperties.TYPE));
    }
  }

  private void requireUnset(List<Property<?>> others, Property<?> chosen, String network) {
    for (Property<?> other : others) {
      refusal.accept(
          other,
          "%s = %s is set too: %s has its own; unset one of them"
              .formatted(chosen, given.text(chosen).orElseThrow(), network));
    }
  }

  private void requireBuiltIn(NetworkType type) {
    boolean mlp = type == NetworkType.MLP;
    if (mlp) {
      requireFewLayers();
      requireType(ModelProperties.MAPS, type, "lenet or cifar");
    } else {
      requireType(ModelProperties.HIDDEN, type, "mlp");
    }
    if (type != NetworkType.LENET) {
      requireType(ModelProperties.DENSE, type, "lenet");
    }
    if (!mlp) {
      requireMaps(type, type == NetworkType.LENET ? 2 : 3);
      requireImages(type);
    } else if (!isDecoded() && given.set(DataProperties.SHAPE).map(List::size).orElse(1) > 1) {
      refusal.accept(
          DataProperties.SHAPE,
          ModelProperties.TYPE
              + " = mlp takes features as a row: give their number alone, or set the type to lenet or cifar");
    }
  }

  private void requireType(Property<?> property, NetworkType type, String of) {
    refusal.accept(
        property,
        "it is for %s = %s, which is %s: unset it, or change the type"
            .formatted(ModelProperties.TYPE, of, type));
  }

  private void requireFewLayers() {
    if (given.get(ModelProperties.HIDDEN).size() > MOST_LAYERS) {
      refusal.accept(ModelProperties.HIDDEN, "must be at most " + MOST_LAYERS + " layers");
    }
  }

  private void requireMaps(NetworkType type, int convolutions) {
    if (given.set(ModelProperties.MAPS).stream().anyMatch(maps -> maps.size() != convolutions)) {
      refusal.accept(
          ModelProperties.MAPS,
          "%s = %s has %d convolutions: give %d numbers"
              .formatted(ModelProperties.TYPE, type, convolutions, convolutions));
    }
  }

  private void requireImages(NetworkType type) {
    String images = ModelProperties.TYPE + " = " + type + " takes images";
    boolean told = isDecoded() || given.get(DataProperties.FORMAT) == DataFormat.IDX;
    if (!told && !given.has(DataProperties.SHAPE)) {
      throw new InvalidPropertyException(
          "Missing %s: %s (set their channels, height and width, such as 1,28,28)"
              .formatted(DataProperties.SHAPE, images));
    }
    int numbers = given.set(DataProperties.SHAPE).map(List::size).orElse(IMAGE);
    if (numbers != IMAGE) {
      refusal.accept(
          DataProperties.SHAPE, images + ": give channels, height and width, such as 1,28,28");
    }
  }

  /** Whether the files are of encoded images. */
  private boolean isDecoded() {
    return given.get(DataProperties.FORMAT) == DataFormat.IMAGES
        || given.has(DataProperties.IMAGE_COLUMN);
  }
}
