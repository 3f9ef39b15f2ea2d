package io.clrspark.testing;

import io.clrspark.testing.Dl4jFit.Rates;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** One network of each kind, for {@link SampleMultiDataSets}. */
public final class SampleNetworks {

  private SampleNetworks() {}

  public static MultiLayerNetwork mlp(IUpdater updater) {
    return mlp(updater, builder -> builder);
  }

  /** 8 inputs, 16 hidden units, 3 classes. */
  public static MultiLayerNetwork mlp(
      IUpdater updater, UnaryOperator<NeuralNetConfiguration.Builder> options) {
    NeuralNetConfiguration.Builder builder =
        options.apply(new NeuralNetConfiguration.Builder().seed(7).updater(updater));
    return initialized(
        builder
            .list()
            .layer(tanhLayer(SampleDataSets.FEATURES, 16).build())
            .layer(outputLayer(16).build())
            .build());
  }

  public static DenseLayer.Builder tanhLayer(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH);
  }

  public static OutputLayer.Builder outputLayer(int in) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(in)
        .nOut(SampleDataSets.CLASSES)
        .activation(Activation.SOFTMAX);
  }

  public static MultiLayerNetwork initialized(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /** Two layers, for one of 3 classes. */
  public static MultiLayerNetwork twoLayers(int features) {
    return twoLayers(features, LossFunction.MCXENT, Activation.SOFTMAX, 3, DataType.FLOAT);
  }

  public static MultiLayerNetwork twoLayers(
      int features, LossFunction loss, Activation activation, int units, DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(new Adam(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(features).nOut(6).build())
                .layer(
                    new OutputLayer.Builder(loss).nIn(6).nOut(units).activation(activation).build())
                .build());
    network.init();
    return network;
  }

  public static NeuralNetConfiguration.Builder builder(IUpdater updater) {
    return new NeuralNetConfiguration.Builder().seed(3).updater(updater);
  }

  /** For images; batch normalization after the convolution. */
  public static MultiLayerNetwork convolutional(Rates rates) {
    return initialized(
        builder(new Nesterovs(rates.of(0.1), 0.9))
            .convolutionMode(ConvolutionMode.Same)
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
            .layer(new BatchNormalization.Builder().build())
            .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
            .layer(classifier().build())
            .setInputType(InputType.convolutional(8, 8, 1))
            .build());
  }

  /** For sequences. */
  public static MultiLayerNetwork recurrent(Rates rates) {
    return recurrent(new Adam(rates.of(0.1)), 0);
  }

  /**
   * For sequences.
   *
   * @param segment steps of a time segment under truncated BPTT; 0 for whole sequences
   */
  public static MultiLayerNetwork recurrent(IUpdater updater, int segment) {
    NeuralNetConfiguration.ListBuilder layers =
        builder(updater)
            .list()
            .layer(new LSTM.Builder().nIn(4).nOut(6).build())
            .layer(stepClassifier().nIn(6).build());
    if (segment > 0) {
      layers.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(segment);
    }
    return initialized(layers.build());
  }

  /** For flat examples; dropout before both layers. */
  public static MultiLayerNetwork dropout(Rates rates) {
    return initialized(
        builder(new Adam(rates.of(0.1)))
            .dropOut(0.7)
            .list()
            .layer(new DenseLayer.Builder().nIn(4).nOut(10).build())
            .layer(classifier().nIn(10).build())
            .build());
  }

  /** For images; transfer learning on the frozen convolution and batch normalization. */
  public static MultiLayerNetwork frozen(Rates rates) {
    return new TransferLearning.Builder(convolutional(rates)).setFeatureExtractor(1).build();
  }

  public static ComputationGraph graph(Rates rates) {
    return graph(new Adam(rates.of(0.1)));
  }

  /** Two inputs, two outputs. */
  public static ComputationGraph graph(IUpdater updater) {
    return initialized(
        builder(updater)
            .graphBuilder()
            .addInputs("left", "right")
            .addLayer("l", new DenseLayer.Builder().nIn(4).nOut(5).build(), "left")
            .addLayer("r", new DenseLayer.Builder().nIn(3).nOut(4).build(), "right")
            .addVertex("both", new MergeVertex(), "l", "r")
            .addLayer("merged", new DenseLayer.Builder().nIn(9).nOut(6).build(), "both")
            .addLayer("class", classifier().nIn(6).build(), "merged")
            .addLayer(
                "number",
                new OutputLayer.Builder(LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .nIn(6)
                    .nOut(2)
                    .build(),
                "merged")
            .setOutputs("class", "number")
            .build());
  }

  /** Biases have a rate of their own. */
  public static NeuralNetConfiguration.ListBuilder list(Rates rates, Layer... layers) {
    return builder(new Adam(rates.of(0.1))).biasUpdater(new Adam(rates.of(0.2))).list(layers);
  }

  /** One input, "in", and one output, "out". */
  public static ComputationGraph graph(
      Rates rates, InputType input, UnaryOperator<GraphBuilder> vertices) {
    GraphBuilder graph = builder(new Adam(rates.of(0.1))).graphBuilder().addInputs("in");
    return initialized(vertices.apply(graph).setOutputs("out").setInputTypes(input).build());
  }

  public static DenseLayer dense(int in, int out) {
    return tanhLayer(in, out).build();
  }

  public static LSTM lstm(int in, int out) {
    return new LSTM.Builder().nIn(in).nOut(out).build();
  }

  /** Three classes. */
  public static OutputLayer.Builder classifier() {
    return new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(3);
  }

  /** Three classes at every step. */
  public static RnnOutputLayer.Builder stepClassifier() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(3);
  }

  public static ComputationGraph initialized(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }
}
