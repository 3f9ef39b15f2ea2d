package io.clrspark.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.network.replica.Replica;
import io.clrspark.schedule.CyclicLR;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class ScheduleOverrideTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.006, 5);

  @Test
  void override_everyKindOfLayer_reachesEveryParameter() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9)))
            .biasUpdater(new Nesterovs(0.3, 0.8))
            .list()
            .layer(new Bidirectional(lstm(4, 5)))
            .layer(new LastTimeStep(lstm(10, 6)))
            .layer(dense(6, 7).updater(new Sgd(3)).build())
            .layer(new BatchNormalization.Builder().nIn(7).nOut(7).build())
            .layer(output(7))
            .build();

    MultiLayerNetwork network = network(configuration);

    for (Layer layer : network.getLayers()) {
      for (String parameter : layer.paramTable(false).keySet()) {
        IUpdater updater = layer.getConfig().getUpdaterByParam(parameter);
        if (!Set.of("mean", "var", "log10stdev").contains(parameter)) {
          assertThat(updater.getLearningRate(2, 0)).as(parameter).isEqualTo(SCHEDULE.valueAt(2, 0));
        } else {
          assertThat(updater).isInstanceOf(NoOp.class);
        }
      }
    }
    assertThat(network.getLayer(2).getConfig().getUpdaterByParam("b"))
        .isEqualTo(
            new Nesterovs.Builder()
                .momentum(0.8)
                .learningRate(Double.NaN)
                .learningRateSchedule(SCHEDULE)
                .build());
  }

  @Test
  void override_wrappedLayers_isInTheConfigurationThatIsSaved() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(0.5))
            .list()
            .layer(new Bidirectional(lstm(4, 5)))
            .layer(new LastTimeStep(lstm(10, 6)))
            .layer(output(6))
            .build();

    MultiLayerConfiguration saved =
        MultiLayerConfiguration.fromJson(
            ((LayerArchitecture)
                    ScheduleOverride.applied(new LayerArchitecture(configuration), SCHEDULE))
                .configuration()
                .toJson());

    assertThat(saved.toJson()).doesNotContain("0.5").contains("CyclicLR");
    assertThat(network(saved).getLayer(1).getConfig().getUpdaterByParam("W"))
        .isEqualTo(new Adam(SCHEDULE));
  }

  @Test
  void override_callersConfiguration_isNotChanged() {
    Adam shared = new Adam(0.5);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(shared)
            .list()
            .layer(new Bidirectional(lstm(4, 5)))
            .layer(new LastTimeStep(lstm(10, 6)))
            .layer(output(6))
            .build();
    String before = configuration.toJson();

    network(configuration);

    assertThat(configuration.toJson()).isEqualTo(before);
    assertThat(shared).isEqualTo(new Adam(0.5));
  }

  @Test
  void override_frozenLayers_stayWithoutUpdater() {
    MultiLayerNetwork network =
        network(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.5))
                .list()
                .layer(new FrozenLayer(dense(4, 5).build()))
                .layer(output(5))
                .build());

    assertThat(network.getLayer(0).getConfig().getUpdaterByParam("W")).isInstanceOf(NoOp.class);
    assertThat(network.getLayer(1).getConfig().getUpdaterByParam("W"))
        .isEqualTo(new Adam(SCHEDULE));
  }

  @Test
  void override_updaterWithoutRate_isAnErrorThatNamesTheLayer() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(0.5))
            .list()
            .layer(dense(4, 5).name("first").build())
            .layer(dense(5, 5).name("second").updater(new AdaDelta()).build())
            .layer(output(5))
            .build();

    assertThatThrownBy(() -> network(configuration))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train layer \"second\" under a schedule: the updater of its parameter W,"
                + " AdaDelta, has no learning rate. Use one that has, such as Adam, or freeze the"
                + " layer.");
  }

  @Test
  void override_nothingToTrain_isAnError() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new FrozenLayer(dense(4, 5).build()))
            .layer(new LossLayer.Builder(LossFunction.MSE).build())
            .build();

    assertThatThrownBy(() -> network(configuration))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot train: no parameter of the network has an updater with a");
  }

  @Test
  void carry_blocksThatTheOverrideJoins_keepsEachParametersMoments() {
    MultiLayerNetwork from =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(dense(2, 3).updater(new Adam(0.1)).build())
                .layer(dense(3, 4).updater(new Adam(0.2)).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(4)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .updater(new Nesterovs(0.3))
                        .build())
                .build());
    from.init();
    long size = from.getUpdater().getStateViewArray().length();
    for (int i = 0; i < size; i++) {
      from.getUpdater().getStateViewArray().putScalar(i, i + 1);
    }
    MultiLayerNetwork to = network(from.getLayerWiseConfigurations());

    UpdaterStates.carry(Network.of(from), Network.of(to));

    // Adam keeps m then v for each block: 9 and 16 parameters, then 25 in one block.
    Set<Float> expected = new TreeSet<>();
    List<Float> moved = new java.util.ArrayList<>();
    for (float value : to.getUpdater().getStateViewArray().toFloatVector()) {
      moved.add(value);
      expected.add(value);
    }
    assertThat(moved.subList(0, 9)).containsExactlyElementsOf(range(1, 9));
    assertThat(moved.subList(9, 25)).containsExactlyElementsOf(range(19, 34));
    assertThat(moved.subList(25, 34)).containsExactlyElementsOf(range(10, 18));
    assertThat(moved.subList(34, 50)).containsExactlyElementsOf(range(35, 50));
    assertThat(moved.subList(50, 55)).containsExactlyElementsOf(range(51, 55));
    assertThat(expected).hasSize(55);
  }

  private static List<Float> range(int from, int to) {
    return java.util.stream.IntStream.rangeClosed(from, to).mapToObj(i -> (float) i).toList();
  }

  private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
    MultiLayerNetwork counted = new MultiLayerNetwork(configuration.clone());
    counted.init();
    Architecture scheduled =
        ScheduleOverride.applied(new LayerArchitecture(configuration), SCHEDULE);
    return (MultiLayerNetwork) Replica.build(scheduled, counted.numParams(), SCHEDULE).model();
  }

  private static LSTM lstm(int in, int out) {
    return new LSTM.Builder().nIn(in).nOut(out).build();
  }

  private static DenseLayer.Builder dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out);
  }

  private static OutputLayer output(int in) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(in)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
