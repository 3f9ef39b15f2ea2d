package io.clrspark.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class OutputLabelsTest {

  private static final String WAY_OUT = " give it softmax and MCXENT, with a unit for each class";

  @ParameterizedTest
  @CsvSource({
    "MCXENT, SOFTMAX, 3",
    "NEGATIVELOGLIKELIHOOD, SOFTMAX, 3",
    "MSE, SOFTMAX, 3",
    "XENT, SIGMOID, 3",
    "XENT, SIGMOID, 1",
  })
  void outputLayerForClasses_isTaken(LossFunction loss, Activation activation, int units) {
    assertThat(labels(output(loss, activation, units)).problemWithClasses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MSE, IDENTITY, 3, 'LossMSE is for numbers, not classes; for classes'",
    "L1, TANH, 3, 'LossL1 is for numbers, not classes; for classes'",
    "MCXENT, SOFTMAX, 1, LossMCXENT has one unit for all classes;",
    "SPARSE_MCXENT, SOFTMAX, 3, 'LossSparseMCXENT takes a class''s number, not a row with a number"
        + " for each class;'",
  })
  void anotherOutputLayer_isNamedWithTheReason(
      LossFunction loss, Activation activation, int units, String problem) {
    assertThat(labels(output(loss, activation, units)).problemWithClasses())
        .hasValue("its output layer's " + problem + WAY_OUT);
  }

  @Test
  void lossLayer_hasTheUnitsBeforeIt_orNone() {
    Layer loss = new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
    Layer dense = new DenseLayer.Builder().nIn(4).nOut(3).build();
    assertThat(labels(dense, loss).problemWithClasses()).isEmpty();
    Layer none = new ActivationLayer(Activation.RELU);
    assertThat(labels(none, loss).problemWithClasses())
        .hasValue(
            "its output layer's LossMCXENT is of a layer that does not say how many units it has;"
                + WAY_OUT);
  }

  private static Layer output(LossFunction loss, Activation activation, int units) {
    return new OutputLayer.Builder(loss).nIn(4).nOut(units).activation(activation).build();
  }

  private static OutputLabels labels(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return OutputLabels.of(new LayerArchitecture(list.validateOutputLayerConfig(false).build()));
  }
}
