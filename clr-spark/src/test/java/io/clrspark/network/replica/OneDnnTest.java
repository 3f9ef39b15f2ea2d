package io.clrspark.network.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deeplearning4j.config.DL4JSystemProperties.DISABLE_HELPER_PROPERTY;

import io.clrspark.network.LayerArchitecture;
import io.clrspark.schedule.CyclicLR;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** With oneDNN, layers give what they give without. */
class OneDnnTest {

  private static final int EXAMPLES = 6;

  /** The layer under test stands between two others. */
  enum Kind {
    SAME(() -> convolution(5, 1).convolutionMode(ConvolutionMode.Same).build()),
    SAME_OF_STRIDE_2(() -> convolution(3, 2).convolutionMode(ConvolutionMode.Same).build()),
    TRUNCATED(() -> convolution(3, 2).convolutionMode(ConvolutionMode.Truncate).build()),
    PADDED(() -> convolution(3, 1).padding(2, 1).build()),
    DILATED(() -> convolution(3, 1).dilation(2, 2).build()),
    WITHOUT_BIAS(() -> convolution(3, 1).hasBias(false).build()),
    IDENTITY(() -> convolution(3, 1).activation(Activation.IDENTITY).build()),
    LEAKY(() -> convolution(3, 1).activation(Activation.LEAKYRELU).build()),
    POINTS(() -> convolution(1, 1).build()),
    MAXIMUM(() -> pooling(PoolingType.MAX, ConvolutionMode.Truncate)),
    MAXIMUM_SAME(() -> pooling(PoolingType.MAX, ConvolutionMode.Same)),
    AVERAGE(() -> pooling(PoolingType.AVG, ConvolutionMode.Truncate)),
    AVERAGE_SAME(() -> pooling(PoolingType.AVG, ConvolutionMode.Same)),
    AVERAGE_PADDED(
        () ->
            new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(3, 3)
                .stride(2, 2)
                .padding(1, 1)
                .build()),
    BATCH_NORMALIZATION(() -> new BatchNormalization()),
    BATCH_NORMALIZATION_FIXED(() -> new BatchNormalization.Builder().lockGammaBeta(true).build()),
    LOCAL_RESPONSE(() -> new LocalResponseNormalization()),
    DEPTHWISE(
        () -> new DepthwiseConvolution2D.Builder().kernelSize(3, 3).depthMultiplier(2).build()),
    SEPARABLE(
        () ->
            new SeparableConvolution2D.Builder(3, 3)
                .nOut(4)
                .convolutionMode(ConvolutionMode.Same)
                .build()),
    DECONVOLUTION(() -> new Deconvolution2D.Builder(3, 3).nOut(4).build());

    @SuppressWarnings("ImmutableEnumChecker")
    final Supplier<Layer> layer;

    Kind(Supplier<Layer> layer) {
      this.layer = layer;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void layers_giveTheSame(Kind kind) {
    compare(
        start()
            .layer(convolution(3, 1).convolutionMode(ConvolutionMode.Same).build())
            .layer(kind.layer.get())
            .layer(convolution(2, 1).build()));
  }

  /** A deconvolution's output and gradient are not laid out as a convolution's. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void layersBetweenDeconvolutions_giveTheSame(Kind kind) {
    compare(
        start()
            .layer(new Deconvolution2D.Builder(2, 2).nOut(4).build())
            .layer(kind.layer.get())
            .layer(new Deconvolution2D.Builder(2, 2).nOut(4).build())
            .layer(convolution(2, 1).build()));
  }

  @Test
  void sequences_giveTheSame() {
    compare(
        start()
            .layer(new Convolution1DLayer.Builder(3).nOut(5).build())
            .layer(
                new Convolution1DLayer.Builder(3)
                    .nOut(4)
                    .convolutionMode(ConvolutionMode.Causal)
                    .build())
            .layer(new GlobalPoolingLayer())
            .layer(output())
            .setInputType(InputType.recurrent(3, 12)),
        new int[] {EXAMPLES, 3, 12});
  }

  private static void compare(NeuralNetConfiguration.ListBuilder layers) {
    compare(
        layers.layer(output()).setInputType(InputType.convolutional(11, 9, 3)),
        new int[] {EXAMPLES, 3, 11, 9});
  }

  private static void compare(NeuralNetConfiguration.ListBuilder layers, int[] shape) {
    Results plain = Results.of(network(layers, "true"), shape);
    Results fast = Results.of(network(layers, "false"), shape);
    assertClose(fast.output, plain.output);
    assertClose(fast.gradient, plain.gradient);
    assertClose(fast.after, plain.after);
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    double largest = expected.amaxNumber().doubleValue();
    assertThat(largest).isPositive();
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5 * largest);
  }

  private static MultiLayerNetwork network(
      NeuralNetConfiguration.ListBuilder layers, String disable) {
    String before = System.getProperty(DISABLE_HELPER_PROPERTY);
    System.setProperty(DISABLE_HELPER_PROPERTY, disable);
    try {
      return initialized(layers.build().clone());
    } finally {
      restore(before);
    }
  }

  @Test
  void replicas_useOneDnn_whereTheDriverWantsIt() {
    assertThat(usesOneDnn(CNN2DFormat.NCHW, "false", "true")).isTrue();
    assertThat(usesOneDnn(CNN2DFormat.NCHW, "true", "false")).isFalse();
    assertThat(usesOneDnn(CNN2DFormat.NHWC, "false", "false")).isFalse();
  }

  /**
   * Whether a replica's convolution does, of a pool made under one property, used under another.
   */
  private static boolean usesOneDnn(CNN2DFormat format, String drivers, String executors) {
    String before = System.getProperty(DISABLE_HELPER_PROPERTY);
    try {
      long parameters = initialized(small(format)).numParams();
      System.setProperty(DISABLE_HELPER_PROPERTY, drivers);
      ReplicaPool pool = new ReplicaPool(new LayerArchitecture(small(format)), parameters);
      System.setProperty(DISABLE_HELPER_PROPERTY, executors);
      CyclicLR rates = CyclicLR.triangular(0.1, 0.2, 3);
      boolean uses = pool.with(1, SerializationUtils.serialize(rates), OneDnnTest::usesOneDnn);
      assertThat(System.getProperty(DISABLE_HELPER_PROPERTY)).isEqualTo(executors);
      return uses;
    } finally {
      restore(before);
    }
  }

  private static boolean usesOneDnn(Replica replica) {
    MultiLayerNetwork network = (MultiLayerNetwork) replica.network().model();
    return network.getLayer(0).getHelper() != null;
  }

  private static MultiLayerNetwork initialized(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static MultiLayerConfiguration small(CNN2DFormat format) {
    return start()
        .layer(convolution(5, 1).build())
        .layer(output())
        .setInputType(InputType.convolutional(11, 9, 3, format))
        .build();
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(DISABLE_HELPER_PROPERTY);
    } else {
      System.setProperty(DISABLE_HELPER_PROPERTY, before);
    }
  }

  private record Results(INDArray output, INDArray gradient, INDArray after) {
    static Results of(MultiLayerNetwork network, int[] shape) {
      Random random = new Random(2);
      INDArray labels = Nd4j.zeros(EXAMPLES, 3);
      for (int i = 0; i < EXAMPLES; i++) {
        labels.putScalar(i, random.nextInt(3), 1);
      }
      INDArray features = Nd4j.create(shape);
      for (long i = 0; i < features.length(); i++) {
        features.putScalar(i, random.nextGaussian());
      }
      INDArray output = network.output(features, false).dup();
      network.setInput(features);
      network.setLabels(labels);
      network.computeGradientAndScore();
      INDArray gradient = network.getFlattenedGradients().dup();
      network.fit(features, labels);
      network.fit(features, labels);
      return new Results(output, gradient, network.params().dup());
    }
  }

  private static NeuralNetConfiguration.ListBuilder start() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Sgd(0.01))
        .activation(Activation.RELU)
        .list();
  }

  private static ConvolutionLayer.Builder convolution(int kernel, int stride) {
    return new ConvolutionLayer.Builder(kernel, kernel).nOut(5).stride(stride, stride);
  }

  private static SubsamplingLayer pooling(PoolingType type, ConvolutionMode mode) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(3, 3)
        .stride(2, 2)
        .convolutionMode(mode)
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
