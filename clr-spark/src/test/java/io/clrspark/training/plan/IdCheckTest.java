package io.clrspark.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks with an embedding, trained on features that are no ids. */
class IdCheckTest {

  private static final int IDS = 9;
  private static final String TAKES =
      ", but the network's embedding takes ids, whole numbers from 0 to 8.";

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @CsvSource({"2.5, 2.5", "-0.9, -0.9", "-1, -1", "9, 9", "16777217, 16777216", "NaN, NaN"})
  void featureThatIsNoId_isNamedBeforeTheFirstRound(float value, String shown) {
    DataSet data = data(20, 1);
    data.getFeatures().putScalar(13, value);
    // Rows 10 to 19 are the second partition's, in data sets of 5.
    assertThatThrownBy(() -> trainer().build().fit(network(), rdd(data)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot read partition 1 of the data: row 3 (zero-based): its feature 0 is "
                + shown
                + TAKES);
  }

  @Test
  void heldOutFeature_isCheckedToo() {
    DataSet heldOut = data(20, 1);
    heldOut.getFeatures().putScalar(2, 9);
    ClrTrainerBuilder trainer = trainer().evaluation("test", rdd(heldOut));
    assertThatThrownBy(() -> trainer.build().fit(network(), rdd(data(20, 1))))
        .hasMessageEndingWith(": row 2 (zero-based): its feature 0 is 9" + TAKES);
  }

  @Test
  void everyStepOfASequence_isChecked() {
    MultiLayerNetwork network =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new EmbeddingSequenceLayer.Builder().nIn(IDS).nOut(4).build())
                .layer(new GlobalPoolingLayer())
                .layer(output())
                .build());
    DataSet data = data(20, 3);
    data.getFeatures().putScalar(4, 2, 8.5);
    assertThatThrownBy(() -> trainer().build().fit(network, rdd(data)))
        .hasMessageContaining("row 4 (zero-based): its feature 2 is 8.5, but");
  }

  @Test
  void embeddingOfAGraph_isChecked() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("id")
                .addLayer("vector", new FrozenLayer(embedding()), "id")
                .addLayer("out", output(), "vector")
                .setOutputs("out")
                .build());
    graph.init();
    DataSet data = data(20, 1);
    data.getFeatures().putScalar(0, 9);
    assertThatThrownBy(() -> trainer().build().fit(graph, rdd(data)))
        .hasMessageContaining("row 0 (zero-based): its feature 0 is 9" + TAKES);
  }

  @Test
  void ids_train_andOtherNetworksTakeAnyNumber() {
    assertThat(trainer().build().fit(network(), rdd(data(20, 1))).iterations()).isEqualTo(1);
    MultiLayerNetwork dense =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(1).nOut(4).build())
                .layer(output())
                .build());
    DataSet fractions = data(20, 1);
    fractions.getFeatures().addi(0.5);
    assertThat(trainer().build().fit(dense, rdd(fractions)).iterations()).isEqualTo(1);
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.006, 5)).workers(2).batchSize(10);
  }

  private static MultiLayerNetwork network() {
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder().list(embedding(), output()).build());
  }

  private static EmbeddingLayer embedding() {
    return new EmbeddingLayer.Builder().nIn(IDS).nOut(4).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(4)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** Ids from 0 to 8 again and again. */
  private static DataSet data(int rows, int steps) {
    INDArray features = Nd4j.create(DataType.FLOAT, rows, steps);
    INDArray labels = Nd4j.create(DataType.FLOAT, rows, 2);
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < steps; step++) {
        features.putScalar(row, step, (row + step) % IDS);
      }
      labels.putScalar(row, row % 2, 1);
    }
    return new DataSet(features, labels);
  }

  private static JavaRDD<DataSet> rdd(DataSet data) {
    return SampleDataSets.rdd(SPARK.context(), data, 5, 2);
  }
}
