package io.clrspark.testing;

import static io.clrspark.testing.SampleMultiDataSets.COUNT;
import static io.clrspark.testing.SampleNetworks.classifier;
import static io.clrspark.testing.SampleNetworks.dense;
import static io.clrspark.testing.SampleNetworks.graph;
import static io.clrspark.testing.SampleNetworks.list;

import io.clrspark.testing.Dl4jFit.Rates;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small network for each layer or vertex that keeps its parameters or updaters in a way of its
 * own, with examples for it.
 */
public enum LayerSamples {
  EMBEDDING(
      r -> layers(r, new EmbeddingLayer.Builder().nIn(9).nOut(5).hasBias(true).build(), last(5)),
      () ->
          new MultiDataSet(
              SampleMultiDataSets.indices(9, COUNT, 1), SampleMultiDataSets.classes(COUNT, 3))),
  EMBEDDING_OF_SEQUENCES(
      r ->
          layers(
              r,
              new EmbeddingSequenceLayer.Builder().nIn(9).nOut(5).inputLength(6).build(),
              new GlobalPoolingLayer(),
              last(5)),
      () ->
          new MultiDataSet(
              SampleMultiDataSets.indices(9, COUNT, 6), SampleMultiDataSets.classes(COUNT, 3))),
  PRELU_AND_ELEMENTWISE_MULTIPLICATION(
      r ->
          layers(
              r,
              dense(4, 6),
              new PReLULayer.Builder().inputShape(6).nIn(6).nOut(6).build(),
              new ElementWiseMultiplicationLayer.Builder().nIn(6).nOut(6).build(),
              last(6)),
      SampleMultiDataSets::flat),
  CENTER_LOSS(
      r ->
          layers(
              r,
              dense(4, 6),
              new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                  .activation(Activation.SOFTMAX)
                  .nIn(6)
                  .nOut(3)
                  .alpha(0.1)
                  .lambda(0.01)
                  .build()),
      SampleMultiDataSets::flat),
  VARIATIONAL_AUTOENCODER(
      r ->
          layers(
              r,
              new VariationalAutoencoder.Builder()
                  .nIn(4)
                  .nOut(3)
                  .encoderLayerSizes(5)
                  .decoderLayerSizes(5)
                  .build(),
              last(3)),
      SampleMultiDataSets::flat),
  PADDING_DECONVOLUTION_AND_SEPARABLE_CONVOLUTION(
      r ->
          images(
              r,
              new ZeroPaddingLayer(1, 2),
              new ConvolutionLayer.Builder(3, 3).nOut(2).build(),
              new Deconvolution2D.Builder(2, 2).nOut(3).build(),
              new SeparableConvolution2D.Builder(3, 3).nOut(2).depthMultiplier(2).build()),
      SampleMultiDataSets::images),
  RESIDUAL_SUBSET_AND_SCALE(
      r ->
          graph(
              r,
              InputType.feedForward(4),
              g ->
                  g.addLayer("first", dense(4, 4), "in")
                      .addVertex("sum", new ElementWiseVertex(Op.Add), "first", "in")
                      .addVertex("part", new SubsetVertex(1, 3), "sum")
                      .addVertex("scaled", new ScaleVertex(0.5), "part")
                      .addLayer("out", last(3), "scaled")),
      SampleMultiDataSets::flat),
  ONE_LAYER_FOR_TWO_STACKED_INPUTS(
      r ->
          graph(
              r,
              InputType.feedForward(4),
              g ->
                  g.addVertex("twice", new StackVertex(), "in", "in")
                      .addLayer("shared", dense(4, 5), "twice")
                      .addVertex("left", new UnstackVertex(0, 2), "shared")
                      .addVertex("right", new UnstackVertex(1, 2), "shared")
                      .addVertex("product", new ElementWiseVertex(Op.Product), "left", "right")
                      .addLayer("out", last(5), "product")),
      SampleMultiDataSets::flat);

  @SuppressWarnings("ImmutableEnumChecker") // a sample has no state
  public final NetworkSample sample;

  LayerSamples(Function<Rates, ? extends NeuralNetwork> network, Supplier<MultiDataSet> data) {
    sample = new NetworkSample(network, data);
  }

  private static MultiLayerNetwork layers(Rates rates, Layer... layers) {
    return SampleNetworks.initialized(list(rates, layers).build());
  }

  /** Ends in a classifier. */
  private static MultiLayerNetwork images(Rates rates, Layer... layers) {
    return SampleNetworks.initialized(
        list(rates, layers)
            .layer(layers.length, classifier().build())
            .setInputType(InputType.convolutional(8, 8, 1))
            .build());
  }

  private static BaseLayer last(int in) {
    return classifier().nIn(in).build();
  }
}
