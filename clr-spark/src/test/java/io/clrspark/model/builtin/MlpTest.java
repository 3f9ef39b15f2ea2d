package io.clrspark.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.ClrConf;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class MlpTest {

  @Test
  void layers_areSizedFromTheDataAndTheProperties() {
    MultiLayerNetwork network = create(Map.of("spark.clr.model.hidden", "7,5"));
    List<Long> inputs = List.of(4L, 7L, 5L);
    List<Long> outputs = List.of(7L, 5L, 3L);
    for (int layer = 0; layer < 3; layer++) {
      assertThat(network.getLayer(layer).getParam("W").shape())
          .containsExactly(inputs.get(layer), outputs.get(layer));
    }
    assertThat(network.params().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(network.getLayer(1).conf().getLayer().toString())
        .contains(Activation.RELU.getActivationFunction().toString());
  }

  @Test
  void networkTooLargeForOneArray_isRefused() {
    assertThatThrownBy(() -> create(Map.of("spark.clr.model.hidden", "100000,100000")))
        .hasMessage(
            "Invalid spark.clr.model.hidden: [100000, 100000] (with 4 features and 3 classes the"
                + " network has 1.00e+10 parameters; at most 500000000)");
  }

  @Test
  void seed_decidesTheWeights() {
    assertThat(create(Map.of()).params()).isEqualTo(create(Map.of()).params());
    assertThat(create(Map.of("spark.clr.seed", "1")).params())
        .isNotEqualTo(create(Map.of()).params());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "nesterovs", "adam", "amsgrad", "nadam", "rmsprop"})
  void everyUpdater_learns(String updater) {
    learns(create(Map.of("spark.clr.model.updater", updater)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid", "elu", "selu", "gelu"})
  void everyActivation_learns(String activation) {
    learns(create(Map.of("spark.clr.model.activation", activation)));
  }

  private static void learns(MultiLayerNetwork network) {
    DataSet one =
        new DataSet(
            Nd4j.createFromArray(new float[][] {{1, 0, -1, 2}}),
            Nd4j.createFromArray(new float[][] {{0, 1, 0}}));
    double before = network.score(one);
    for (int i = 0; i < 20; i++) {
      network.fit(one);
    }
    assertThat(network.score(one)).isLessThan(before);
  }

  private static MultiLayerNetwork create(Map<String, String> properties) {
    return Mlp.create(ClrConf.of(properties), 4, 3);
  }
}
