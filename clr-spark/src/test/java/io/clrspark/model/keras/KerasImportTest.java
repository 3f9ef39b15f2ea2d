package io.clrspark.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.ClrException;
import io.clrspark.model.KerasSays;
import io.clrspark.model.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;

/** Files that Keras itself saved, against what it computed with them. */
class KerasImportTest {

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "graph"})
  void outputsAndLoss_areThoseOfKeras(String name) throws IOException {
    KerasSays keras = KerasSays.of(name);
    assertThat(keras.output(keras.load()).sub(keras.probabilities()).amaxNumber().doubleValue())
        .isCloseTo(0, within(1e-5));
    assertThat(keras.score(keras.load())).isCloseTo(keras.loss(), within(1e-5));
  }

  @Test
  void sequentialModel_isAMultiLayerNetwork_withKerassOptimizerAndNoSchedule() throws IOException {
    SavedModel mlp = load("mlp.h5");
    MultiLayerNetwork network = (MultiLayerNetwork) mlp.network();
    assertThat(network.getLayer(1).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-7));
    assertThat(network.getIterationCount()).isZero();
    assertThat(mlp.schedule()).isEmpty();
    MultiLayerNetwork cnn = (MultiLayerNetwork) KerasSays.of("cnn").load();
    assertThat(cnn.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(Nesterovs.builder().momentum(0.8).build());
  }

  @Test
  void functionalModel_isAComputationGraph_withItsFrozenLayer() throws IOException {
    ComputationGraph graph = (ComputationGraph) KerasSays.of("graph").load();
    assertThat(graph.getConfiguration().getNetworkInputs()).containsExactly("left", "right");
    assertThat(graph.getLayer("logits").conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(RmsProp.builder().rmsDecay(0.9).epsilon(1e-7).build());
    assertThat(graph.getLayer("frozen"))
        .isInstanceOf(org.deeplearning4j.nn.layers.FrozenLayer.class);
  }

  /** With softmax in a layer of its own, the gradient of a probability of 0 is no number. */
  @Test
  void wrongAndSureNetwork_stillLearns() throws IOException {
    KerasSays keras = KerasSays.of("mlp");
    MultiLayerNetwork network = (MultiLayerNetwork) keras.load();
    network.fit(keras.data().getFeatures(0).mul(1e4), keras.data().getLabels(0));
    assertThat(network.params().sumNumber().doubleValue()).isFinite();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uncompiled.h5; it was saved without a loss and an optimizer. Save it after"
            + " model.compile(optimizer=..., loss=...).",
        "weights.h5; it has no model_config. Save the whole model: model.save(\"model.h5\").",
        "keras3.h5; Keras 3.6.0 saved it, and DL4J's import reads those of Keras 1 and 2. Save it"
            + " with Keras 2, which TensorFlow 2.15 has.",
        "mlp.keras; it is in Keras's own format, and DL4J's import reads HDF5. Save it with Keras 2:"
            + " model.save(\"model.h5\").",
        "unsupported.h5; DL4J's import has no layer like LayerNormalization. Build the model without"
            + " it.",
      })
  void fileThatDl4jCannotHave_isOneLine(String name, String problem) {
    assertThatThrownBy(() -> load(name))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot load the model " + KerasSays.file(name) + ": " + problem);
  }

  @Test
  void truncatedFile_isOneLine(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(KerasSays.file("mlp.h5"));
    for (int length : new int[] {8, 100, 3000, whole.length - 1}) {
      Path file = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SavedModel.load(file.toString(), new Configuration()))
          .hasMessage(
              "Cannot load the model "
                  + file
                  + ": HDF5 cannot read it: it is truncated or damaged. Copy it again.");
    }
  }

  private static SavedModel load(String name) {
    return SavedModel.load(KerasSays.file(name).toString(), new Configuration());
  }
}
