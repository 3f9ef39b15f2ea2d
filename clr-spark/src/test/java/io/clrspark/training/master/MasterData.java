package io.clrspark.training.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small network and examples for it. */
final class MasterData {

  private MasterData() {}

  static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.5))
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(8).activation(Activation.TANH).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  static JavaRDD<DataSet> rdd(JavaSparkContext spark, int count) {
    return spark.parallelize(List.of(count), 1).map(MasterData::examples);
  }

  /** Four numbers, of which the sign of the first decides the class. */
  static DataSet examples(int count) {
    Random random = new Random(count);
    float[][] features = new float[count][4];
    float[][] labels = new float[count][2];
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < 4; column++) {
        features[row][column] = (float) random.nextGaussian();
      }
      labels[row][features[row][0] > 0 ? 1 : 0] = 1;
    }
    assertThat(Arrays.stream(labels).filter(label -> label[0] == 1)).isNotEmpty();
    return new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels));
  }
}
