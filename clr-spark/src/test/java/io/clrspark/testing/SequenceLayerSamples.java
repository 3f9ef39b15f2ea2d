package io.clrspark.testing;

import static io.clrspark.testing.SampleMultiDataSets.COUNT;
import static io.clrspark.testing.SampleNetworks.classifier;
import static io.clrspark.testing.SampleNetworks.dense;
import static io.clrspark.testing.SampleNetworks.graph;
import static io.clrspark.testing.SampleNetworks.list;
import static io.clrspark.testing.SampleNetworks.lstm;
import static io.clrspark.testing.SampleNetworks.stepClassifier;

import io.clrspark.testing.Dl4jFit.Rates;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A small network for each layer or vertex that wraps recurrent layers or handles masks, with
 * examples for it.
 */
public enum SequenceLayerSamples {
  BIDIRECTIONAL(
      r -> sequences(r, new Bidirectional(lstm(4, 5)), stepClassifier().nIn(10).build()),
      SequenceLayerSamples::sequences),
  LAST_TIME_STEP_OF_BIDIRECTIONAL(
      r -> sequences(r, new Bidirectional(lstm(4, 5)), new LastTimeStep(lstm(10, 6)), last(6)),
      SequenceLayerSamples::labelledSequences),
  SIMPLE_RNN_AND_TIME_DISTRIBUTED(
      r ->
          sequences(
              r,
              new SimpleRnn.Builder().nIn(4).nOut(5).build(),
              new TimeDistributed(dense(5, 6)),
              stepClassifier().nIn(6).build()),
      SequenceLayerSamples::sequences),
  MASK_ZERO(
      r -> sequences(r, new MaskZeroLayer(lstm(4, 5), 0), stepClassifier().nIn(5).build()),
      SequenceLayerSamples::sequences),
  CONVOLUTION_OVER_MASKED_STEPS(
      r ->
          sequences(
              r,
              new Convolution1DLayer.Builder(3, 1, 1).nIn(4).nOut(5).build(),
              new GlobalPoolingLayer(),
              last(5)),
      SequenceLayerSamples::labelledSequences),
  SELF_ATTENTION(
      r ->
          sequences(
              r,
              new SelfAttentionLayer.Builder().nIn(4).nOut(6).nHeads(2).projectInput(true).build(),
              new LastTimeStep(lstm(6, 5)),
              last(5)),
      SequenceLayerSamples::labelledSequences),
  ENCODER_AND_DECODER(
      r ->
          graph(
              r,
              InputType.recurrent(4),
              g ->
                  g.addLayer("encoder", lstm(4, 5), "in")
                      .addVertex("last", new LastTimeStepVertex("in"), "encoder")
                      .addVertex("each", new DuplicateToTimeSeriesVertex("in"), "last")
                      .addLayer("decoder", lstm(5, 4), "each")
                      .addLayer("out", stepClassifier().nIn(4).build(), "decoder")),
      SequenceLayerSamples::sequences),
  ATTENTION_VERTEX(
      r ->
          graph(
              r,
              InputType.recurrent(4),
              g ->
                  g.addLayer("rnn", lstm(4, 4), "in")
                      .addVertex("attention", attention(), "rnn", "rnn", "rnn")
                      .addLayer("out", stepClassifier().nIn(6).build(), "attention")),
      SequenceLayerSamples::sequences);

  @SuppressWarnings("ImmutableEnumChecker") // a sample has no state
  public final NetworkSample sample;

  SequenceLayerSamples(
      Function<Rates, ? extends NeuralNetwork> network, Supplier<MultiDataSet> data) {
    sample = new NetworkSample(network, data);
  }

  private static MultiLayerNetwork sequences(Rates rates, Layer... layers) {
    return SampleNetworks.initialized(
        list(rates, layers).setInputType(InputType.recurrent(4)).build());
  }

  private static BaseLayer last(int in) {
    return classifier().nIn(in).build();
  }

  private static AttentionVertex attention() {
    return new AttentionVertex.Builder()
        .nInKeys(4)
        .nInQueries(4)
        .nInValues(4)
        .nOut(6)
        .nHeads(2)
        .projectInput(true)
        .build();
  }

  private static MultiDataSet sequences() {
    return SampleMultiDataSets.sequences(COUNT, 6);
  }

  /** Masked sequences with one label each. */
  private static MultiDataSet labelledSequences() {
    MultiDataSet steps = sequences();
    return new MultiDataSet(
        steps.getFeatures(),
        new INDArray[] {SampleMultiDataSets.classes(COUNT, 3)},
        steps.getFeaturesMaskArrays(),
        null);
  }
}
