package io.clrspark.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Three of four examples have the same class, and noise hides much of the rest: the accuracy of a
 * minibatch scatters more than it rises. The suggested range must be one to train with all the
 * same.
 */
class UnbalancedRangeTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static final int EXAMPLES = 2000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 42})
  void suggestion_isInTheRise_whateverTheSeed(long seed) {
    Suggestions found =
        LrRangeTest.exponential(1e-6, 10, 200)
            .run(network(seed), data(), run -> run.workers(2).batchSize(16).seed(seed))
            .suggestions();
    Suggestion range = found.recommended().orElseThrow();
    assertThat(range.maxLr()).isBetween(1e-2, 3e-1);
    assertThat(range.baseLr()).isBetween(range.maxLr() / 4.01, range.maxLr() / 3.99);
  }

  /** Of units that make the first answers one-sided, as those of spark.clr.model.* do. */
  private static MultiLayerNetwork network(long seed) {
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam())
            .activation(Activation.RELU)
            .weightInit(WeightInit.RELU)
            .list()
            .layer(new DenseLayer.Builder().nIn(SampleDataSets.FEATURES).nOut(32).build())
            .layer(SampleNetworks.outputLayer(32).build())
            .build());
  }

  /** 76% of the first class, 20% of the second, 4% of the third. */
  private static JavaRDD<DataSet> data() {
    Random random = new Random(1);
    INDArray features = Nd4j.create(EXAMPLES, SampleDataSets.FEATURES);
    INDArray labels = Nd4j.create(EXAMPLES, SampleDataSets.CLASSES);
    for (int row = 0; row < EXAMPLES; row++) {
      for (int column = 0; column < SampleDataSets.FEATURES; column++) {
        features.putScalar(row, column, random.nextGaussian());
      }
      double score =
          features.getDouble(row, 0) + features.getDouble(row, 1) + 2.5 * random.nextGaussian();
      labels.putScalar(row, score < 2.03 ? 0 : score < 5.03 ? 1 : 2, 1.0);
    }
    return SampleDataSets.rdd(SPARK.context(), new DataSet(features, labels), 100, 2);
  }
}
