package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.Adam;

/** The one updater with a rate that DL4J has, but cannot train with. */
class AdaBeliefTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 7);

  /** When this fails, DL4J has learned it: the engine's check can go. */
  @Test
  void dl4jItself_failsWithIt() {
    MultiLayerNetwork network = SampleNetworks.mlp(new AdaBelief());
    assertThatThrownBy(() -> network.fit(SampleDataSets.make(4)))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class)
        .hasStackTraceContaining("AdaBelief.instantiate");
  }

  @Test
  void trainingWithIt_isAnErrorThatNamesItAndTheLayer() {
    MultiLayerNetwork network =
        network(
            SampleNetworks.tanhLayer(8, 4).build(),
            SampleNetworks.outputLayer(4).name("last").biasUpdater(new AdaBelief()).build());
    assertThatThrownBy(() -> train(network))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train layer \"last\": DL4J cannot train with AdaBelief, the updater of its"
                + " parameter b. Use another, such as Adam, or freeze the layer.");
  }

  @Test
  void frozenLayerWithIt_isTrainedAround() {
    MultiLayerNetwork network =
        network(
            new FrozenLayer(SampleNetworks.tanhLayer(8, 4).updater(new AdaBelief()).build()),
            SampleNetworks.outputLayer(4).build());
    assertThat(train(network).rows).hasSize(2);
  }

  private static MultiLayerNetwork network(Layer first, Layer last) {
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder().updater(new Adam()).list(first, last).build());
  }

  private static RecordedRun train(MultiLayerNetwork network) {
    return LocalSpark.with(
        "local[1]",
        spark ->
            RecordedRun.train(
                ClrTrainer.builder(SCHEDULE).workers(1).batchSize(8),
                network,
                SampleDataSets.rdd(spark, SampleDataSets.make(16), 8, 2)));
  }
}
