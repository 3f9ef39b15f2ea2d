package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class PlainTrainingTest {

  /** An update of plain SGD is -lr * gradient, so the rate can be read off the parameters. */
  @Test
  void eachUpdateOfDl4j_usesTheRateOfItsIteration() {
    CyclicLR schedule = CyclicLR.triangular(0.01, 0.1, 4).reset(11, Reset.none().maxLr(0.05));
    MultiLayerNetwork network = network(schedule);
    INDArray input = Nd4j.create(new double[][] {{0.5, -1.5, 2}});
    INDArray label = Nd4j.create(new double[][] {{1, -2}});
    for (int i = 0; i < 25; i++) {
      INDArray before = network.params().dup();
      INDArray gradient = gradient(network, input, label);
      network.fit(input, label);
      INDArray expected = before.sub(gradient.mul(schedule.rateAt(i)));
      assertThat(network.params().toDoubleVector()).containsExactly(expected.toDoubleVector());
      assertThat(network.params()).isNotEqualTo(before);
      assertThat(network.getLearningRate(0)).isEqualTo(schedule.rateAt(i + 1L));
    }
  }

  private static INDArray gradient(MultiLayerNetwork network, INDArray input, INDArray label) {
    MultiLayerNetwork copy = network.clone();
    copy.setInput(input);
    copy.setLabels(label);
    copy.computeGradientAndScore();
    return copy.gradient().gradient().reshape(network.params().shape());
  }

  private static MultiLayerNetwork network(CyclicLR schedule) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(42)
            .dataType(DataType.DOUBLE)
            .updater(new Sgd(schedule))
            .list()
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .nIn(3)
                    .nOut(2)
                    .activation(Activation.TANH)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
