package io.clrspark.benchmarks.program;

import io.clrspark.network.replica.ComputeThreads;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * One setting of {@link ConvolutionSettings}, in a process of its own: DL4J's {@code fit} of the
 * network of the paper's CIFAR-10 experiment on one thread. Arguments: a file for the gradients of
 * the first minibatch's convolutions; options of the network.
 */
public final class ConvolutionTimes {

  static final int BATCH = 100;
  static final String CHANNELS_LAST = "channels-last";
  static final String NO_WORKSPACES = "no-workspaces";
  static final String EXPLICIT_PADDING = "explicit-padding";

  private static final double SECONDS = 6;
  private static final int SIDE = 1024;

  private final List<String> options;

  private ConvolutionTimes(List<String> options) {
    this.options = options;
  }

  /** Prints the GFLOP/s of a matrix product, then the images per second. */
  public static void main(String[] arguments) throws IOException {
    List<String> all = List.of(arguments);
    ComputeThreads.set(1);
    System.out.println(product() + " " + new ConvolutionTimes(all).fit(Path.of(all.get(0))));
  }

  private static double product() {
    INDArray a = Nd4j.rand(SIDE, SIDE);
    INDArray b = Nd4j.rand(SIDE, SIDE);
    INDArray c = Nd4j.create(SIDE, SIDE);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      a.mmuli(b, c);
      best = Math.min(best, (double) (System.nanoTime() - start));
    }
    return 2.0 * SIDE * SIDE * SIDE / best;
  }

  private double fit(Path gradients) throws IOException {
    MultiLayerNetwork network = network();
    Random random = new Random(1);
    INDArray features = Nd4j.create(BATCH, 3, 32, 32);
    for (long i = 0; i < features.length(); i++) {
      features.putScalar(i, random.nextFloat());
    }
    INDArray labels = Nd4j.create(BATCH, 10);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, random.nextInt(10), 1);
    }
    INDArray input = isLast() ? features.permute(0, 2, 3, 1).dup('c') : features;
    write(network, input, labels, gradients);
    return BATCH / medianSeconds(network, input, labels);
  }

  private static void write(
      MultiLayerNetwork network, INDArray input, INDArray labels, Path gradients)
      throws IOException {
    network.setInput(input);
    network.setLabels(labels);
    network.computeGradientAndScore();
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(gradients))) {
      for (String parameter : List.of("0_W", "0_b", "2_W", "2_b", "4_W", "4_b")) {
        for (float value : network.gradient().getGradientFor(parameter).dup('c').data().asFloat()) {
          out.writeFloat(value);
        }
      }
    }
  }

  /** Of the later two thirds of the minibatches. */
  private static double medianSeconds(MultiLayerNetwork network, INDArray input, INDArray labels) {
    List<Double> seconds = new ArrayList<>();
    long first = System.nanoTime();
    while (System.nanoTime() - first < SECONDS * 1e9) {
      long start = System.nanoTime();
      network.fit(input, labels);
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    List<Double> steady = seconds.subList(seconds.size() / 3, seconds.size());
    Collections.sort(steady);
    return steady.get(steady.size() / 2);
  }

  private boolean isLast() {
    return options.contains(CHANNELS_LAST);
  }

  private MultiLayerNetwork network() {
    WorkspaceMode workspaces =
        options.contains(NO_WORKSPACES) ? WorkspaceMode.NONE : WorkspaceMode.ENABLED;
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.001, 0.9))
                .activation(Activation.RELU)
                .weightInit(WeightInit.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .trainingWorkspaceMode(workspaces)
                .list()
                .layer(convolution(32))
                .layer(pooling(PoolingType.MAX))
                .layer(convolution(32))
                .layer(pooling(PoolingType.AVG))
                .layer(convolution(64))
                .layer(pooling(PoolingType.AVG))
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .setInputType(
                    InputType.convolutional(
                        32, 32, 3, isLast() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW))
                .build());
    network.init();
    if (isLast()) {
      INDArray weights = network.getParam("6_W");
      weights.assign(
          weights
              .dup('c')
              .reshape('c', 64, 4, 4, 10)
              .permute(1, 2, 0, 3)
              .dup('c')
              .reshape('c', 1024, 10));
    }
    return network;
  }

  private ConvolutionLayer convolution(int maps) {
    ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(5, 5).nOut(maps);
    return options.contains(EXPLICIT_PADDING)
        ? builder.convolutionMode(ConvolutionMode.Truncate).padding(2, 2).build()
        : builder.build();
  }

  private static SubsamplingLayer pooling(PoolingType type) {
    return new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(2, 2).build();
  }
}
