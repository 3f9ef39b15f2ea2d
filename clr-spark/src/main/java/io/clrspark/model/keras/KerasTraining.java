package io.clrspark.model.keras;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The optimizer and the losses that a Keras model was compiled with, in DL4J's terms. DL4J's import
 * does not know the optimizers of Keras 2.11 and later, ignores {@code from_logits}, and silently
 * drops what DL4J does not have.
 *
 * @param configuration the attribute {@code training_config}, an object
 */
record KerasTraining(JsonNode configuration) {
  private static final String RECOMPILE = ". Save it after model.compile(...) with ";

  /** The loss of an output, and whether it takes the inputs of softmax or sigmoid. */
  record Loss(LossFunction function, boolean ofLogits) {}

  /**
   * The optimizer with its settings except the rate, which the schedule gives.
   *
   * @throws KerasException if DL4J has none like it
   */
  IUpdater updater() throws KerasException {
    JsonNode optimizer = configuration.path("optimizer_config");
    String name = optimizer.path("class_name").asText().replaceFirst(".*>", "");
    JsonNode settings = optimizer.path("config");
    refuse(settings, name, List.of("weight_decay", "clipnorm", "global_clipnorm", "clipvalue"));
    refuse(settings, name, List.of("use_ema", "centered"));
    double epsilon = settings.path("epsilon").asDouble(1e-7);
    double beta1 = settings.path("beta_1").asDouble(0.9);
    double beta2 = settings.path("beta_2").asDouble(0.999);
    return switch (name) {
      case "SGD" -> {
        double momentum = settings.path("momentum").asDouble();
        yield momentum == 0 ? new Sgd() : Nesterovs.builder().momentum(momentum).build();
      }
      case "Adam" ->
          settings.path("amsgrad").asBoolean()
              ? AMSGrad.builder().beta1(beta1).beta2(beta2).epsilon(epsilon).build()
              : Adam.builder().beta1(beta1).beta2(beta2).epsilon(epsilon).build();
      case "Adamax" -> new AdaMax(AdaMax.DEFAULT_ADAMAX_LEARNING_RATE, beta1, beta2, epsilon);
      case "Nadam" -> Nadam.builder().beta1(beta1).beta2(beta2).epsilon(epsilon).build();
      case "Adagrad" -> AdaGrad.builder().epsilon(epsilon).build();
      case "RMSprop" -> {
        refuse(settings, name, List.of("momentum"));
        double rho = settings.path("rho").asDouble(0.9);
        yield RmsProp.builder().rmsDecay(rho).epsilon(epsilon).build();
      }
      default ->
          throw new KerasException(
              "DL4J has no optimizer with a learning rate like %s%sSGD, Adam, Adamax, Nadam, Adagrad or"
                      .formatted(name, RECOMPILE)
                  + " RMSprop.");
    };
  }

  private static void refuse(JsonNode settings, String name, List<String> keys)
      throws KerasException {
    for (String key : keys) {
      JsonNode value = settings.path(key);
      if (value.asDouble() != 0 || value.asBoolean()) {
        throw new KerasException(
            "DL4J has nothing like %s = %s of %s%s%s without it."
                .formatted(key, value.asText(), name, RECOMPILE, name));
      }
    }
  }

  /**
   * The loss of one of the model's outputs.
   *
   * @param output its layer's name
   * @param index its zero-based position
   * @throws KerasException if it has none, or DL4J has none like it
   */
  Loss loss(String output, int index) throws KerasException {
    JsonNode all = configuration.path("loss");
    if (!configuration.path("loss_weights").isNull()
        && !configuration.path("loss_weights").isMissingNode()) {
      throw new KerasException(
          "DL4J has nothing like loss_weights" + RECOMPILE + "the same weight for every output.");
    }
    JsonNode one =
        all.isArray()
            ? all.path(index)
            : all.isObject() && !all.has("class_name") ? all.path(output) : all;
    return loss(one, output);
  }

  private static Loss loss(JsonNode loss, String output) throws KerasException {
    String name = loss.isObject() ? loss.path("class_name").asText() : loss.asText();
    JsonNode settings = loss.path("config");
    refuse(settings, name, List.of("label_smoothing"));
    LossFunction function =
        function(name)
            .orElseThrow(
                () ->
                    new KerasException(
                        "DL4J has no loss like \"%s\" of output %s%sa crossentropy, mse, mae, msle or"
                                .formatted(name, output, RECOMPILE)
                            + " kl_divergence."));
    return new Loss(function, settings.path("from_logits").asBoolean());
  }

  /** A loss by its class, function or short name in Keras. Classes are one-hot in DL4J. */
  private static Optional<LossFunction> function(String name) {
    return Optional.ofNullable(
        switch (name.replace("_", "").toLowerCase(Locale.ROOT)) {
          case "categoricalcrossentropy", "sparsecategoricalcrossentropy" -> LossFunction.MCXENT;
          case "binarycrossentropy" -> LossFunction.XENT;
          case "meansquarederror", "mse" -> LossFunction.MSE;
          case "meanabsoluteerror", "mae" -> LossFunction.MEAN_ABSOLUTE_ERROR;
          case "meansquaredlogarithmicerror", "msle" -> LossFunction.MEAN_SQUARED_LOGARITHMIC_ERROR;
          case "kldivergence", "kullbackleiblerdivergence", "kld" -> LossFunction.KL_DIVERGENCE;
          default -> null;
        });
  }
}
