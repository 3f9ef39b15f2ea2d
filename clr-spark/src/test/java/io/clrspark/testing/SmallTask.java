package io.clrspark.testing;

import java.util.ArrayList;
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
import org.nd4j.linalg.learning.config.IUpdater;

/** Two classes of four numbers, and a network for them. */
public final class SmallTask {

  private SmallTask() {}

  public static JavaRDD<DataSet> data(JavaSparkContext spark, int examples) {
    List<Long> seeds = new ArrayList<>();
    for (long i = 0; i < examples; i++) {
      seeds.add(i);
    }
    return spark.parallelize(seeds, 2).map(SmallTask::example);
  }

  private static DataSet example(long seed) {
    Random random = new Random(seed * 7919);
    float[][] features = new float[1][4];
    for (int i = 0; i < 4; i++) {
      features[0][i] = (float) random.nextGaussian();
    }
    float positive = features[0][0] + features[0][1] > 0 ? 1 : 0;
    return new DataSet(
        Nd4j.createFromArray(features),
        Nd4j.createFromArray(new float[][] {{positive, 1 - positive}}));
  }

  /** With dropout, so that training draws random numbers. */
  public static MultiLayerNetwork network(IUpdater updater) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .dropOut(0.9)
                        .build())
                .layer(
                    new OutputLayer.Builder().nIn(8).nOut(2).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    return network;
  }
}
