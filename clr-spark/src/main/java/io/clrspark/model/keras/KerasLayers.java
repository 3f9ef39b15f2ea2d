package io.clrspark.model.keras;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.layers.KerasLoss;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Completes what DL4J's import leaves out and further training needs. */
final class KerasLayers {

  private KerasLayers() {}

  /**
   * Writes every regularizer in the only form that DL4J's import reads for all versions of Keras,
   * and doubles l2: Keras adds {@code l2 * sum(w^2)}, DL4J half of that.
   *
   * @throws KerasException if a layer regularizes its output, which the import ignores
   */
  static void regularizeAsDl4jDoes(JsonNode configuration) throws KerasException {
    if (configuration.path("activity_regularizer").isObject()) {
      throw new KerasException(
          "DL4J has nothing like the activity_regularizer of layer %s. Build the model without it."
              .formatted(configuration.path("name").asText()));
    }
    for (String weights : List.of("kernel", "recurrent", "bias", "embeddings")) {
      String key = weights + "_regularizer";
      if (configuration instanceof ObjectNode layer && layer.path(key).isObject()) {
        layer.set(key, regularizer(layer.path(key), layer));
      }
    }
    for (JsonNode part : configuration) {
      regularizeAsDl4jDoes(part);
    }
  }

  private static JsonNode regularizer(JsonNode keras, ObjectNode factory) {
    JsonNode settings = keras.has("config") ? keras.path("config") : keras;
    if (!settings.has("l1") && !settings.has("l2")) {
      return keras;
    }
    return factory
        .objectNode()
        .put("l1", settings.path("l1").asDouble())
        .put("l2", 2 * settings.path("l2").asDouble());
  }

  /** Gives the loss layers their losses, removes dropouts of 0, and freezes frozen layers. */
  static void complete(KerasModel model, KerasTraining training) throws KerasException {
    List<KerasLayer> losses =
        model.getLayersOrdered().stream().filter(KerasLoss.class::isInstance).toList();
    for (int i = 0; i < losses.size(); i++) {
      String output = losses.get(i).getInboundLayerNames().get(0);
      setLoss(model, output, losses.get(i).getLayer(), training.loss(output, i));
    }
    for (KerasLayer layer : model.getLayersOrdered()) {
      if (layer.getLayer() != null
          && layer.getLayer().getIDropout() instanceof Dropout dropout
          && dropout.getP() == 1) {
        layer.getLayer().setIDropout(null);
      }
      freeze(layer);
    }
  }

  private static void setLoss(
      KerasModel model, String output, Layer layer, KerasTraining.Loss loss) {
    ILossFunction function = loss.function().getILossFunction();
    if (layer instanceof LossLayer last) {
      last.setLossFn(function);
    } else if (layer instanceof RnnLossLayer last) {
      last.setLossFn(function);
    } else {
      ((CnnLossLayer) layer).setLossFn(function);
    }
    Layer before = model.getLayers().get(output).getLayer();
    BaseLayer last = (BaseLayer) layer;
    if (loss.ofLogits()) {
      last.setActivationFn(ofProbabilities(loss.function()).getActivationFunction());
    } else if (isUsedOnce(model, output)) {
      moveActivation(before, last);
    }
  }

  private static Activation ofProbabilities(LossFunction function) {
    return function == LossFunction.XENT ? Activation.SIGMOID : Activation.SOFTMAX;
  }

  private static boolean isUsedOnce(KerasModel model, String output) {
    return model.getLayersOrdered().stream()
            .filter(layer -> layer.getInboundLayerNames().contains(output))
            .count()
        == 1;
  }

  /**
   * Moves softmax or sigmoid into the loss layer. DL4J then computes the gradient from the logits,
   * so that it is finite where a probability is 0, and recognizes a classifier.
   */
  private static void moveActivation(Layer from, BaseLayer to) {
    IActivation activation =
        from instanceof DenseLayer dense
            ? dense.getActivationFn()
            : from instanceof ActivationLayer layer ? layer.getActivationFn() : null;
    if (!(activation instanceof ActivationSoftmax || activation instanceof ActivationSigmoid)) {
      return;
    }
    to.setActivationFn(activation);
    if (from instanceof DenseLayer dense) {
      dense.setActivationFn(new ActivationIdentity());
    } else {
      ((ActivationLayer) from).setActivationFn(new ActivationIdentity());
    }
  }

  /** Freezes a layer with {@code trainable = False}. */
  private static void freeze(KerasLayer layer) {
    if (layer.getNumParams() > 0
        && layer.getOriginalLayerConfig().get("config") instanceof Map<?, ?> configuration
        && Boolean.FALSE.equals(configuration.get("trainable"))) {
      FrozenLayer frozen = new FrozenLayer(layer.getLayer());
      frozen.setLayerName(layer.getLayerName());
      layer.setLayer(frozen);
    }
  }
}
