package io.clrspark.network.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.Network;
import io.clrspark.network.replica.OneDnn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that save work against the same ones as DL4J makes them. */
class FastLayersTest {

  private static final int[] MINIBATCHES = {8, 8, 5, 8, 3};

  /** What a layer does with its input, its weights or its output before activation. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  enum Kind {
    DENSE(() -> dense(builder())),
    DOUBLES(() -> dense(builder().dataType(DataType.DOUBLE))),
    DROPOUT(() -> dense(builder().dropOut(0.7))),
    WEIGHT_NOISE(() -> dense(builder().weightNoise(new DropConnect(0.8)))),
    SLOPES(() -> dense(builder().activation(Activation.LEAKYRELU))),
    SMOOTH(() -> dense(builder().activation(Activation.GELU))),
    PENALTIES(() -> dense(builder().l2(0.01))),
    WITHOUT_WORKSPACES(() -> dense(builder().trainingWorkspaceMode(WorkspaceMode.NONE))),
    WITHOUT_BIAS(
        () ->
            builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(7).hasBias(false).build())
                .layer(output())
                .setInputType(InputType.feedForward(12))),
    LAYER_NORMALIZATION(
        () ->
            builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(7).hasLayerNorm(true).build())
                .layer(output())
                .setInputType(InputType.feedForward(12))),
    CONVOLUTION(() -> convolution(builder())),
    CONVOLUTION_WITHOUT_ONEDNN(() -> convolution(builder())),
    CONVOLUTION_WITH_DROPOUT(() -> convolution(builder().dropOut(0.7))),
    CONVOLUTION_WITH_WEIGHT_NOISE(() -> convolution(builder().weightNoise(new DropConnect(0.8)))),
    CONVOLUTION_THAT_DL4J_CACHES(() -> convolution(builder().cacheMode(CacheMode.DEVICE))),
    CONVOLUTION_WITHOUT_WORKSPACES(
        () -> convolution(builder().trainingWorkspaceMode(WorkspaceMode.NONE))),
    CONVOLUTION_WITH_CHANNELS_LAST(
        () -> convolution(builder(), InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC))),
    TIME_SEGMENTS(
        () ->
            builder()
                .list()
                .layer(new LSTM.Builder().nOut(5).build())
                .layer(new DenseLayer.Builder().nOut(7).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(4)
                .setInputType(InputType.recurrent(4, 9)));

    private final Supplier<MultiLayerConfiguration.Builder> layers;

    Kind(Supplier<MultiLayerConfiguration.Builder> layers) {
      this.layers = layers;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void trainedWithLessWork_givesTheSameBits(Kind kind) {
    MultiLayerNetwork expected = network(kind);
    MultiLayerNetwork actual = network(kind);
    FastTraining.install(Network.of(actual));
    for (int i = 0; i < MINIBATCHES.length; i++) {
      INDArray features = features(kind, MINIBATCHES[i], i);
      INDArray labels = labels(kind, MINIBATCHES[i], i);
      fit(expected, features, labels, i);
      fit(actual, features, labels, i);
      assertThat(actual.score()).isEqualTo(expected.score());
      assertSame(actual.params(), expected.params());
      assertSame(actual.output(features), expected.output(features));
    }
    assertSame(actual.updaterState(), expected.updaterState());
  }

  @Test
  void examplesThatAMaskLeavesOut_giveTheSameBits() {
    MultiLayerNetwork expected = network(Kind.DENSE);
    MultiLayerNetwork actual = network(Kind.DENSE);
    FastTraining.install(Network.of(actual));
    INDArray features = features(Kind.DENSE, 8, 1);
    INDArray labels = labels(Kind.DENSE, 8, 1);
    INDArray mask = Nd4j.createFromArray(1f, 0f, 1f, 1f, 0f, 1f, 1f, 1f).reshape(8, 1);
    for (int i = 0; i < 3; i++) {
      expected.fit(features, labels, mask, mask);
      actual.fit(features, labels, mask, mask);
      assertThat(actual.score()).isEqualTo(expected.score());
    }
    assertSame(actual.params(), expected.params());
  }

  @Test
  void graphWhoseLayersShareAnInput_givesTheSameBits() {
    ComputationGraph expected = graph();
    ComputationGraph actual = graph();
    FastTraining.install(Network.of(actual));
    for (int i = 0; i < MINIBATCHES.length; i++) {
      INDArray[] features = {features(Kind.DENSE, MINIBATCHES[i], i)};
      INDArray[] labels = {labels(Kind.DENSE, MINIBATCHES[i], i)};
      expected.fit(features, labels);
      actual.fit(features, labels);
      assertThat(actual.score()).isEqualTo(expected.score());
    }
    assertSame(actual.params(), expected.params());
    assertThat(actual.getVertex("left").getLayer())
        .isSameAs(actual.getLayers()[actual.getVertex("left").getLayer().getIndex() - 1])
        .isInstanceOf(FastDense.class);
  }

  @Test
  void graphWithAVertexThatWrapsALayer_givesTheSameBits() {
    ComputationGraph expected = graphOfAFrozenVertex();
    ComputationGraph actual = graphOfAFrozenVertex();
    FastTraining.install(Network.of(actual));
    INDArray[] features = {features(Kind.DENSE, 8, 1)};
    INDArray[] labels = {labels(Kind.DENSE, 8, 1)};
    for (int i = 0; i < 3; i++) {
      expected.fit(features, labels);
      actual.fit(features, labels);
    }
    assertThat(actual.score()).isEqualTo(expected.score());
    assertSame(actual.params(), expected.params());
  }

  /** It compares objects to know whether it has to make views of all parameters. */
  @Test
  void updaterGetsTheNetworksOwnGradient() {
    MultiLayerNetwork network = network(Kind.DENSE);
    FastTraining.install(Network.of(network));
    fit(network, features(Kind.DENSE, 8, 1), labels(Kind.DENSE, 8, 1), 1);
    SharedGradient own = new SharedGradient(network.gradient(), network.getFlattenedGradients());
    assertThat(own.gradient()).isSameAs(network.getFlattenedGradients());
    assertThat(own.gradientForVariable()).isEqualTo(network.gradient().gradientForVariable());
    assertThat(network.getUpdater().getClass()).isNotEqualTo(MultiLayerUpdater.class);
  }

  @Test
  void denseLayers_multiplyByTheirWeightsNoMoreOftenThanTheyHaveTo() {
    MultiLayerNetwork network = network(Kind.DENSE);
    assertThat(readsOfWeights(network, Kind.DENSE)).containsExactly(3, 3, 3);
    FastTraining.install(Network.of(network));
    assertThat(readsOfWeights(network, Kind.DENSE)).containsExactly(1, 2, 2);
  }

  @Test
  void convolutions_multiplyByTheirWeightsNoMoreOftenThanTheyHaveTo() {
    MultiLayerNetwork network = network(Kind.CONVOLUTION);
    assertThat(readsOfWeights(network, Kind.CONVOLUTION)).containsExactly(3, 3, 3);
    FastTraining.install(Network.of(network));
    assertThat(readsOfWeights(network, Kind.CONVOLUTION)).containsExactly(2, 2, 2);
  }

  /** How often an update asks each layer for its weights. */
  private static List<Integer> readsOfWeights(MultiLayerNetwork network, Kind kind) {
    List<AtomicInteger> reads =
        List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
    for (int i = 0; i < reads.size(); i++) {
      Layer layer = network.getLayer(i);
      layer.setParamTable(new CountedReads(layer.paramTable(), reads.get(i)));
    }
    network.initGradientsView();
    network.getUpdater(true);
    reads.forEach(count -> count.set(0));
    network.setInput(features(kind, 8, 1));
    network.setLabels(labels(kind, 8, 1));
    network.computeGradientAndScore();
    return reads.stream().map(AtomicInteger::get).toList();
  }

  /** Parameters, with a count of how often the weights were got. */
  private static final class CountedReads extends LinkedHashMap<String, INDArray> {
    private static final long serialVersionUID = 1L;

    private final transient AtomicInteger count;

    CountedReads(Map<String, INDArray> parameters, AtomicInteger count) {
      super(parameters);
      this.count = count;
    }

    @Override
    public INDArray get(Object name) {
      if (name.equals("W")) {
        count.incrementAndGet();
      }
      return super.get(name);
    }
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Nesterovs(0.05, 0.9))
        .activation(Activation.RELU);
  }

  private static ListBuilder dense(NeuralNetConfiguration.Builder builder) {
    return builder
        .list()
        .layer(new DenseLayer.Builder().nOut(7).build())
        .layer(new DenseLayer.Builder().nOut(6).build())
        .layer(output())
        .setInputType(InputType.feedForward(12));
  }

  private static ListBuilder convolution(NeuralNetConfiguration.Builder builder) {
    return convolution(builder, InputType.convolutional(6, 6, 2));
  }

  private static ListBuilder convolution(NeuralNetConfiguration.Builder builder, InputType input) {
    return builder
        .convolutionMode(ConvolutionMode.Same)
        .list()
        .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
        .layer(new ConvolutionLayer.Builder(2, 2).stride(2, 2).nOut(3).build())
        .layer(output())
        .setInputType(input);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("left", new DenseLayer.Builder().nOut(7).build(), "in")
                .addLayer("right", new DenseLayer.Builder().nOut(5).build(), "in")
                .addLayer("deep", new DenseLayer.Builder().nOut(4).build(), "left")
                .addVertex("merged", new MergeVertex(), "left", "right", "deep")
                .addLayer("out", output(), "merged")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(12))
                .build());
    graph.init();
    return graph;
  }

  private static ComputationGraph graphOfAFrozenVertex() {
    NeuralNetConfiguration.Builder layer = builder();
    ComputationGraph graph =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("in")
                .addVertex(
                    "wrapped",
                    new FrozenVertex(
                        new LayerVertex(
                            layer
                                .layer(
                                    new DenseLayer.Builder()
                                        .name("wrapped")
                                        .nIn(12)
                                        .nOut(7)
                                        .build())
                                .build(),
                            null)),
                    "in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(7)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "wrapped")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static MultiLayerNetwork network(Kind kind) {
    // with channels last its gradients are wrong
    boolean oneDnn =
        kind != Kind.CONVOLUTION_WITH_CHANNELS_LAST && kind != Kind.CONVOLUTION_WITHOUT_ONEDNN;
    return OneDnn.with(
        oneDnn,
        () -> {
          MultiLayerNetwork network = new MultiLayerNetwork(kind.layers.get().build());
          network.init();
          return network;
        });
  }

  private static void fit(MultiLayerNetwork network, INDArray features, INDArray labels, int seed) {
    Nd4j.getRandom().setSeed(1000 + seed);
    network.fit(features, labels);
  }

  private static INDArray features(Kind kind, int examples, int seed) {
    DataType type = kind == Kind.DOUBLES ? DataType.DOUBLE : DataType.FLOAT;
    Nd4j.getRandom().setSeed(100 + seed);
    if (kind == Kind.TIME_SEGMENTS) {
      return Nd4j.randn(type, examples, 4, 9);
    }
    if (kind == Kind.CONVOLUTION_WITH_CHANNELS_LAST) {
      return Nd4j.randn(type, examples, 6, 6, 2);
    }
    return kind.name().startsWith("CONVOLUTION")
        ? Nd4j.randn(type, examples, 2, 6, 6)
        : Nd4j.randn(type, examples, 12);
  }

  private static INDArray labels(Kind kind, int examples, int seed) {
    boolean steps = kind == Kind.TIME_SEGMENTS;
    INDArray labels = steps ? Nd4j.zeros(examples, 3, 9) : Nd4j.zeros(examples, 3);
    for (int i = 0; i < examples; i++) {
      for (int step = 0; step < (steps ? 9 : 1); step++) {
        int label = (i + seed + step) % 3;
        int[] place = steps ? new int[] {i, label, step} : new int[] {i, label};
        labels.putScalar(place, 1);
      }
    }
    return labels;
  }

  private static void assertSame(INDArray actual, INDArray expected) {
    assertThat(actual.dup('c').data().asDouble()).isEqualTo(expected.dup('c').data().asDouble());
  }
}
