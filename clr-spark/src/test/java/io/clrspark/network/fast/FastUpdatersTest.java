package io.clrspark.network.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.Network;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Updates in vector instructions against those of DL4J. */
class FastUpdatersTest {

  private static final int INPUTS = 40;
  private static final int[] MINIBATCHES = {8, 8, 5, 8, 3};
  private static final StepSchedule FALLING = new StepSchedule(ScheduleType.ITERATION, 0.9, 0.5, 1);

  /** What a network's updater is, and what comes before and after it. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  enum Kind {
    MOMENTUM(all -> all, FastMomentum.class),
    MOMENTUM_THAT_CHANGES(
        all ->
            all.updater(Nesterovs.builder().learningRate(0.05).momentumISchedule(FALLING).build()),
        FastMomentum.class),
    ADAM(all -> all.updater(new Adam(0.01)), FastAdam.class),
    ADAM_OF_OTHER_MOMENTS(all -> all.updater(new Adam(0.01, 0.3, 0.95, 0.1)), FastAdam.class),
    ADAM_WITHOUT_MEMORY(all -> all.updater(new Adam(0.01, 0, 0, 1e-8)), FastAdam.class),
    ADAM_WITHOUT_A_RATE(all -> all.updater(new Adam(0)), FastAdam.class),
    ADAM_UNDER_A_SCHEDULE(all -> all.updater(new Adam(FALLING)), FastAdam.class),
    ADAM_WITH_PENALTIES(all -> all.updater(new Adam(0.01)).l1(0.01).l2(0.1), FastAdam.class),
    ADAM_WITH_WEIGHT_DECAY(all -> all.updater(new Adam(0.01)).weightDecay(0.1), FastAdam.class),
    CLIPPED(
        all ->
            all.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.01),
        FastMomentum.class),
    CONSTRAINED(all -> all.constrainWeights(new MaxNormConstraint(0.5, 1)), FastMomentum.class),
    SUMS_OF_EXAMPLES(all -> all.miniBatch(false), FastMomentum.class),
    BIASES_OF_THEIR_OWN(all -> all.biasUpdater(new Adam(0.02)), FastMomentum.class),
    BIASES_WITHOUT_STATE(all -> all.biasUpdater(new Sgd(0.02)), FastMomentum.class),
    DOUBLES(all -> all.dataType(DataType.DOUBLE), NesterovsUpdater.class),
    DOUBLES_OF_ADAM(
        all -> all.dataType(DataType.DOUBLE).updater(new Adam(0.01)), AdamUpdater.class),
    OTHERS(all -> all.updater(new RmsProp(0.01)), RmsPropUpdater.class);

    private final UnaryOperator<NeuralNetConfiguration.Builder> settings;
    private final Class<? extends GradientUpdater<?>> first;

    Kind(
        UnaryOperator<NeuralNetConfiguration.Builder> settings,
        Class<? extends GradientUpdater<?>> first) {
      this.settings = settings;
      this.first = first;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void updates_giveTheSameBits(Kind kind) {
    compare(kind, false);
  }

  /** Parts of these are no updates of an updater, and not divided by the examples. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void updatesBesideFrozenAndNormalizingLayers_giveTheSameBits(Kind kind) {
    compare(kind, true);
  }

  private static void compare(Kind kind, boolean mixed) {
    MultiLayerNetwork expected = network(kind, mixed);
    MultiLayerNetwork actual = network(kind, mixed);
    FastTraining.install(Network.of(actual));
    assertThat(first(actual.getUpdater())).isExactlyInstanceOf(kind.first);
    for (int i = 0; i < MINIBATCHES.length; i++) {
      INDArray features = features(MINIBATCHES[i], i);
      INDArray labels = labels(MINIBATCHES[i]);
      expected.fit(features, labels);
      actual.fit(features, labels);
      assertThat(actual.score()).isEqualTo(expected.score());
      assertSame(actual.params(), expected.params());
      assertSame(actual.updaterState(), expected.updaterState());
    }
  }

  @Test
  void graphOfTwoUpdaters_givesTheSameBits() {
    ComputationGraph expected = graph();
    ComputationGraph actual = graph();
    FastTraining.install(Network.of(actual));
    assertThat(first(actual.getUpdater())).isInstanceOf(FastAdam.class);
    for (int i = 0; i < MINIBATCHES.length; i++) {
      INDArray[] features = {features(MINIBATCHES[i], i)};
      INDArray[] labels = {labels(MINIBATCHES[i])};
      expected.fit(features, labels);
      actual.fit(features, labels);
    }
    assertSame(actual.params(), expected.params());
    assertSame(actual.getUpdater().getStateViewArray(), expected.getUpdater().getStateViewArray());
  }

  /** Where it does not hold, DL4J's updaters stay, and the tests above would compare nothing. */
  @Test
  void arithmetic_isThatOfLibnd4j() {
    assertThat(List.of(FastUpdaterSelfTest.MOMENTUM, FastUpdaterSelfTest.ADAM)).containsOnly(true);
  }

  @Test
  void derivativeOfReluAtSpecialValues_isDl4js() {
    INDArray outputs =
        Nd4j.createFromArray(
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            Float.intBitsToFloat(0xFFC00000),
            Float.intBitsToFloat(0x7F800001),
            1f);
    for (float gradient : new float[] {3f, -3f, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY}) {
      INDArray gradients = Nd4j.valueArrayOf(outputs.shape(), gradient, DataType.FLOAT);
      assertSame(relu(new FastRelu(), outputs, gradients), relu(outputs, gradients));
    }
  }

  @Test
  void derivativeOfRelu_isDl4jsInAnyOrderAndSize() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      for (String orders : List.of("cc", "cf", "fc", "ff")) {
        INDArray outputs = Nd4j.randn(type, 70, 61).dup(orders.charAt(0));
        INDArray gradients = Nd4j.randn(type, 70, 61).dup(orders.charAt(1));
        assertSame(relu(new FastRelu(), outputs, gradients), relu(outputs, gradients));
      }
    }
    INDArray whole = Nd4j.randn(DataType.FLOAT, 9, 8);
    INDArray column = whole.getColumn(3, true);
    assertSame(relu(new FastRelu(), column, column), relu(column, column));
    INDArray rows = whole.getRows(2, 5);
    assertSame(relu(new FastRelu(), rows, rows), relu(rows, rows));
  }

  @Test
  void onlyPlainRelus_areReplaced() {
    MultiLayerNetwork network =
        initialized(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list()
                .layer(dense().activation(Activation.RELU).build())
                .layer(dense().activation(new ActivationReLU(6.0, null, null)).build())
                .layer(dense().activation(Activation.TANH).build())
                .layer(output())
                .build());
    FastTraining.install(Network.of(network));
    assertThat(activation(network, 0)).isInstanceOf(FastRelu.class).hasToString("relu");
    assertThat(activation(network, 1)).isExactlyInstanceOf(ActivationReLU.class);
    assertThat(activation(network, 2)).hasToString("tanh");
  }

  private static IActivation activation(MultiLayerNetwork network, int layer) {
    return ((DenseLayer) network.getLayer(layer).conf().getLayer()).getActivationFn();
  }

  private static INDArray relu(INDArray outputs, INDArray gradients) {
    return relu(new ActivationReLU(), outputs, gradients);
  }

  private static INDArray relu(IActivation activation, INDArray outputs, INDArray gradients) {
    return activation.backprop(outputs, gradients).getFirst();
  }

  private static GradientUpdater<?> first(Object updater) {
    return ((BaseMultiLayerUpdater<?>) updater).getUpdaterBlocks().get(0).getGradientUpdater();
  }

  /** Its parameters are more than are copied at a time. */
  private static MultiLayerNetwork network(Kind kind, boolean mixed) {
    NeuralNetConfiguration.Builder all =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Nesterovs(0.05, 0.9))
            .activation(Activation.RELU);
    ListBuilder layers =
        kind.settings
            .apply(all)
            .list()
            .layer(new DenseLayer.Builder().nIn(INPUTS).nOut(40).build())
            .layer(dense().build());
    if (mixed) {
      layers.layer(new BatchNormalization.Builder().nIn(40).nOut(40).build());
      layers.layer(new FrozenLayer(dense().build()));
    }
    return initialized(layers.layer(output()).build());
  }

  private static MultiLayerNetwork initialized(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("in")
                .addLayer("deep", dense().updater(new Adam(0.01)).build(), "in")
                .addLayer("deeper", dense().updater(new Nesterovs(0.01, 0.8)).build(), "deep")
                .addLayer("out", output(), "deeper")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(40).nOut(40);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(40)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static INDArray features(int examples, int seed) {
    Nd4j.getRandom().setSeed(100 + seed);
    return Nd4j.randn(DataType.FLOAT, examples, INPUTS);
  }

  private static INDArray labels(int examples) {
    INDArray labels = Nd4j.zeros(examples, 3);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, i % 3, 1);
    }
    return labels;
  }

  private static void assertSame(INDArray actual, INDArray expected) {
    assertThat(actual.dup('c').data().asDouble()).isEqualTo(expected.dup('c').data().asDouble());
  }
}
