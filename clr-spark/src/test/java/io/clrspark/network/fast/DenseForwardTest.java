package io.clrspark.network.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.network.Network;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Outputs before activation of all sizes against DL4J's. */
class DenseForwardTest {

  private static final int INPUTS = 12;

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({
    "1, 7", "3, 1", "1, 1", "64, 128", "64, 500", "255, 33", "256, 31", "257, 31", "1, 9000"
  })
  void rowsAndColumns_haveTheBitsOfDl4js(int rows, int columns) {
    MultiLayerNetwork expected = network(columns);
    MultiLayerNetwork actual = network(columns);
    FastTraining.install(Network.of(actual));
    INDArray input = Nd4j.randn(rows, INPUTS);
    assertThat(actual.getLayer(0)).isInstanceOf(FastDense.class);
    for (INDArray features : new INDArray[] {input, input.dup('f')}) {
      for (int layer = 0; layer < 2; layer++) {
        assertThat(bits(actual.feedForwardToLayer(layer, features).get(layer + 1)))
            .isEqualTo(bits(expected.feedForwardToLayer(layer, features).get(layer + 1)));
      }
    }
  }

  @Test
  void onlyFloatsOfAFewRows_areComputedHere() {
    MultiLayerNetwork network = network(7);
    FastDense layer = dense(network);
    assertThat(DenseForward.canBeOf(layer, Nd4j.zeros(256, INPUTS))).isTrue();
    assertThat(DenseForward.canBeOf(layer, Nd4j.zeros(257, INPUTS))).isFalse();
    assertThat(DenseForward.canBeOf(layer, null)).isFalse();
  }

  @Test
  void wrongInput_isDl4jsError() {
    MultiLayerNetwork network = network(7);
    dense(network);
    assertThatThrownBy(() -> network.output(Nd4j.zeros(3, INPUTS + 1)))
        .isInstanceOf(DL4JInvalidInputException.class);
  }

  private static FastDense dense(MultiLayerNetwork network) {
    FastTraining.install(Network.of(network));
    return (FastDense) network.getLayer(0);
  }

  /** With biases other than zero. */
  private static MultiLayerNetwork network(int columns) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .list()
                .layer(new DenseLayer.Builder().nIn(INPUTS).nOut(columns).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(columns)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    Nd4j.getRandom().setSeed(columns);
    network.setParams(Nd4j.randn(1, network.numParams()));
    return network;
  }

  private static int[] bits(INDArray array) {
    float[] values = array.dup('c').data().asFloat();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
