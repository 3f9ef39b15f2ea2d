package io.clrspark.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.model.keras.KerasTraining.Loss;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** The forms in which Keras 2.2 to 2.15 write down what a model was compiled with. */
class KerasTrainingTest {

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of(
            "Custom>Adam", "'beta_1': 0.8, 'clipnorm': null", new Adam(1e-3, 0.8, 0.999, 1e-7)),
        Arguments.of("Adam", "'decay': 0.01, 'epsilon': 1e-5", new Adam(1e-3, 0.9, 0.999, 1e-5)),
        Arguments.of("Adam", "'amsgrad': true", new AMSGrad(1e-3, 0.9, 0.999, 1e-7)),
        Arguments.of(
            "Adam",
            "'learning_rate': {'class_name': 'CosineDecay'}",
            new Adam(1e-3, 0.9, 0.999, 1e-7)),
        Arguments.of("SGD", "'momentum': 0.0", new Sgd()),
        Arguments.of("SGD", "'momentum': 0.7", Nesterovs.builder().momentum(0.7).build()),
        Arguments.of(
            "Adamax", "", new AdaMax(AdaMax.DEFAULT_ADAMAX_LEARNING_RATE, 0.9, 0.999, 1e-7)),
        Arguments.of("Nadam", "", Nadam.builder().epsilon(1e-7).build()),
        Arguments.of("Adagrad", "", AdaGrad.builder().epsilon(1e-7).build()),
        Arguments.of(
            "RMSprop",
            "'rho': 0.8, 'momentum': 0.0",
            RmsProp.builder().rmsDecay(0.8).epsilon(1e-7).build()));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizer_keepsItsSettings(String name, String settings, IUpdater expected)
      throws Exception {
    assertThat(optimizer(name, settings).updater()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Custom>AdamW; ; DL4J has no optimizer with a learning rate like AdamW. Save it after"
            + " model.compile(...) with SGD, Adam, Adamax, Nadam, Adagrad or RMSprop.",
        "Adam; 'clipnorm': 1.5; DL4J has nothing like clipnorm = 1.5 of Adam. Save it after"
            + " model.compile(...) with Adam without it.",
        "RMSprop; 'centered': true; DL4J has nothing like centered = true of RMSprop. Save it after"
            + " model.compile(...) with RMSprop without it.",
      })
  void optimizerThatDl4jHasNot_isNamed(String name, String settings, String message) {
    assertThatThrownBy(() -> optimizer(name, settings == null ? "" : settings).updater())
        .isInstanceOf(KerasException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'categorical_crossentropy'; MCXENT; false",
        "'sparse_categorical_crossentropy'; MCXENT; false",
        "{'class_name': 'BinaryCrossentropy', 'config': {'from_logits': true}}; XENT; true",
        "{'class_name': 'MeanSquaredError', 'config': {'name': 'mine'}}; MSE; false",
        "['mae', 'mse']; MSE; false",
        "{'first': 'mae', 'second': {'class_name': 'KLDivergence'}}; KL_DIVERGENCE; false",
      })
  void loss_isThatOfTheOutput(String written, LossFunction function, boolean ofLogits)
      throws Exception {
    assertThat(json("{'loss': " + written + "}").loss("second", 1))
        .isEqualTo(new Loss(function, ofLogits));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'loss': 'huber'; DL4J has no loss like \"huber\" of output out. Save it after"
            + " model.compile(...) with a crossentropy, mse, mae, msle or kl_divergence.",
        "'loss': {'class_name': 'CategoricalCrossentropy', 'config': {'label_smoothing': 0.1}};"
            + " DL4J has nothing like label_smoothing = 0.1 of CategoricalCrossentropy. Save it after"
            + " model.compile(...) with CategoricalCrossentropy without it.",
        "'loss': ['mse', 'mse'], 'loss_weights': [1, 2]; DL4J has nothing like loss_weights. Save it"
            + " after model.compile(...) with the same weight for every output.",
      })
  void lossThatDl4jHasNot_isNamed(String written, String message) {
    assertThatThrownBy(() -> json("{" + written + "}").loss("out", 0))
        .isInstanceOf(KerasException.class)
        .hasMessage(message);
  }

  @Test
  void l2_isTwiceThatOfDl4j_inEveryForm() throws Exception {
    var layer =
        new ObjectMapper()
            .readTree(
                ("{'layers': [{'kernel_regularizer': {'module': 'keras', 'class_name': 'L2', 'config':"
                        + " {'l2': 0.5}}, 'bias_regularizer': {'l1': 0.25}}]}")
                    .replace('\'', '"'));
    KerasLayers.regularizeAsDl4jDoes(layer);
    assertThat(layer.toString().replace('"', '\''))
        .isEqualTo(
            "{'layers':[{'kernel_regularizer':{'l1':0.0,'l2':1.0},'bias_regularizer':{'l1':0.25,'l2':0.0}}]}");
  }

  private static KerasTraining optimizer(String name, String settings)
      throws JsonProcessingException {
    return json(
        "{'optimizer_config': {'class_name': '" + name + "', 'config': {" + settings + "}}}");
  }

  private static KerasTraining json(String text) throws JsonProcessingException {
    return new KerasTraining(new ObjectMapper().readTree(text.replace('\'', '"')));
  }
}
