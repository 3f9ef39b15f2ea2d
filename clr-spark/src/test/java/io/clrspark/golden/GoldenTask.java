package io.clrspark.golden;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * The data and the networks of the golden files: two classes of four numbers. Never change them:
 * runs of earlier formats are resumed with them.
 */
final class GoldenTask {

  static final int EXAMPLES = 40;

  private static final int FEATURES = 4;
  private static final int CLASSES = 2;
  private static final int PARTITIONS = 2;
  private static final int HELD_OUT_SEED = 1000;

  private GoldenTask() {}

  static JavaRDD<DataSet> data(JavaSparkContext spark) {
    return rdd(spark, 0);
  }

  static JavaRDD<DataSet> heldOut(JavaSparkContext spark) {
    return rdd(spark, HELD_OUT_SEED);
  }

  /** The data with a NaN in one example. */
  static JavaRDD<DataSet> dataWithNaN(JavaSparkContext spark) {
    return seeds(spark, 0).map(seed -> example(seed, seed == 5 ? Float.valueOf(Float.NaN) : null));
  }

  private static JavaRDD<DataSet> rdd(JavaSparkContext spark, long firstSeed) {
    return seeds(spark, firstSeed).map(seed -> example(seed, null));
  }

  private static JavaRDD<Long> seeds(JavaSparkContext spark, long first) {
    List<Long> seeds = LongStream.range(first, first + EXAMPLES).boxed().toList();
    return spark.parallelize(seeds, PARTITIONS);
  }

  private static DataSet example(long seed, @Nullable Float instead) {
    Random random = new Random(seed * 7919);
    float[][] features = new float[1][FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      features[0][i] = (float) random.nextGaussian();
    }
    float positive = features[0][0] + features[0][1] > 0 ? 1 : 0;
    if (instead != null) {
      features[0][0] = instead;
    }
    return new DataSet(
        Nd4j.createFromArray(features),
        Nd4j.createFromArray(new float[][] {{positive, 1 - positive}}));
  }

  /** DL4J's layers with Adam and dropout. */
  static MultiLayerNetwork layers() {
    return layers(new Adam(0.1), 0.8);
  }

  private static MultiLayerNetwork layers(IUpdater updater, double retained) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .dropOut(retained)
                .list()
                .layer(hidden())
                .layer(output())
                .build());
    network.init();
    return network;
  }

  /** A graph with momentum and L2 regularization. */
  static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nesterovs(0.1, 0.9))
                .l2(1e-4)
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", hidden(), "in")
                .addLayer("out", output(), "hidden")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static DenseLayer hidden() {
    return new DenseLayer.Builder().nIn(FEATURES).nOut(8).activation(Activation.TANH).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder().nIn(8).nOut(CLASSES).activation(Activation.SOFTMAX).build();
  }

  /** What is saved with a model. */
  static NormalizerStandardize normalizer() {
    INDArray mean = Nd4j.createFromArray(new float[][] {{0.5f, -1, 2, 0}});
    INDArray deviation = Nd4j.createFromArray(new float[][] {{1, 2, 0.25f, 4}});
    return new NormalizerStandardize(mean, deviation);
  }

  /**
   * The parameters after some updates by DL4J alone. Where they are those of the machine that wrote
   * the files, bit for bit, this machine computes as that one did.
   */
  static INDArray trainedByDl4j() {
    MultiLayerNetwork network = layers(new Nesterovs(0.1, 0.9), 0);
    for (long seed = 0; seed < 8; seed++) {
      List<DataSet> batch =
          LongStream.range(4 * seed, 4 * seed + 4).mapToObj(i -> example(i, null)).toList();
      network.fit(DataSet.merge(batch));
    }
    return network.params();
  }
}
