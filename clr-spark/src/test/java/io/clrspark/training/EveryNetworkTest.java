package io.clrspark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.replica.ComputeThreads;
import io.clrspark.training.replica.Network;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Convolutions, recurrence, masks and graphs against DL4J's own fit over the same minibatches. */
class EveryNetworkTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.03, 5);
  private static final int EXAMPLES = 50;
  private static final int BATCH = 8;

  @Test
  void convolutionsAndBatchNormalization_giveDl4jsBits() {
    MultiDataSet data = data(array(EXAMPLES, 1, 8, 8), classes(EXAMPLES, 3));
    List<HistoryRow> rows = compare(convolutional(), convolutional(), data, 1);
    assertThat(rows).hasSize(14).allMatch(row -> row.accuracy() != null);
  }

  @Test
  void recurrentNetworkWithMasks_givesDl4jsBits() {
    MultiDataSet data = sequences(12);
    List<HistoryRow> rows = compare(recurrent(0), recurrent(0), data, 1);
    assertThat(rows).hasSize(14).allMatch(row -> row.accuracy() != null);
  }

  @Test
  void truncatedBptt_isOneIterationATimeSegment() {
    MultiDataSet data = sequences(12);
    List<HistoryRow> rows = compare(recurrent(5), recurrent(5), data, 3);
    assertThat(rows).hasSize(14 * 3);
    assertThat(rows)
        .extracting(HistoryRow::iteration)
        .containsExactlyElementsOf(IntStream.range(0, 42).boxed().toList());
    assertThat(rows).allMatch(row -> row.lr() == SCHEDULE.rateAt(row.iteration()));
  }

  @Test
  void graphOfSeveralInputsAndOutputs_givesDl4jsBits() {
    MultiDataSet data =
        new MultiDataSet(
            new INDArray[] {array(EXAMPLES, 4), array(EXAMPLES, 3)},
            new INDArray[] {classes(EXAMPLES, 3), array(EXAMPLES, 2)});
    List<HistoryRow> rows = compare(graph(), graph(), data, 1);
    assertThat(rows).hasSize(14).allMatch(row -> row.accuracy() == null && row.loss() > 0);
  }

  @Test
  void graphOfOneOutput_hasAccuracy_andTheBitsOfItsLayers() {
    MultiDataSet data = data(array(EXAMPLES, 1, 8, 8), classes(EXAMPLES, 3));
    ComputationGraph graph = convolutional().toComputationGraph();
    MultiLayerNetwork layers = convolutional();
    List<HistoryRow> ofGraph = train(Network.of(graph), data, 2, "local[2]");
    List<HistoryRow> ofLayers = train(Network.of(layers), data, 2, "local[1]");
    assertThat(ofGraph).extracting(HistoryRow::loss).isEqualTo(losses(ofLayers));
    assertThat(ofGraph).allMatch(row -> row.accuracy() != null);
    assertThat(graph.params()).isEqualTo(layers.params());
  }

  @Test
  void graph_isTheSameOnAnyNumberOfCores() {
    MultiDataSet data =
        new MultiDataSet(
            new INDArray[] {array(EXAMPLES, 4), array(EXAMPLES, 3)},
            new INDArray[] {classes(EXAMPLES, 3), array(EXAMPLES, 2)});
    ComputationGraph one = graph();
    ComputationGraph two = graph();
    train(Network.of(one), data, 3, "local[1]");
    train(Network.of(two), data, 3, "local[2]");
    assertThat(two.params()).isEqualTo(one.params());
    assertThat(two.getUpdater().getStateViewArray())
        .isEqualTo(one.getUpdater().getStateViewArray());
  }

  @Test
  void frozenLayers_stayAsTheyWere() {
    MultiDataSet data = data(array(EXAMPLES, 1, 8, 8), classes(EXAMPLES, 3));
    MultiLayerNetwork network =
        new TransferLearning.Builder(convolutional()).setFeatureExtractor(1).build();
    INDArray before = network.getLayer(0).params().dup();
    INDArray last = network.getLayer(3).params().dup();
    train(Network.of(network), data, 2, "local[2]");
    assertThat(network.getLayer(0).params()).isEqualTo(before);
    assertThat(network.getLayer(3).params()).isNotEqualTo(last);
  }

  @Test
  void trainedGraph_isSavedWithCountersAndSchedule(@TempDir Path folder) throws IOException {
    File file = folder.resolve("graph.zip").toFile();
    ComputationGraph graph = graph();
    MultiDataSet data =
        new MultiDataSet(
            new INDArray[] {array(EXAMPLES, 4), array(EXAMPLES, 3)},
            new INDArray[] {classes(EXAMPLES, 3), array(EXAMPLES, 2)});
    Spark.with(
        "local[2]",
        spark ->
            ClrTrainer.builder(SCHEDULE)
                .batchSize(BATCH)
                .epochs(3)
                .evaluationMultiDataSet("same", rdd(spark, data))
                .saveModel(file.toString())
                .build()
                .fitMultiDataSet(graph, rdd(spark, data)));
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file, true);
    assertThat(restored.params()).isEqualTo(graph.params());
    assertThat(restored.getIterationCount()).isEqualTo(12);
    assertThat(restored.getEpochCount()).isEqualTo(3);
    assertThat(restored.getUpdater().getStateViewArray())
        .isEqualTo(graph.getUpdater().getStateViewArray());
    assertThat(restored.getVertex("merged").getConfig().getUpdaterByParam("W"))
        .isEqualTo(new Adam(SCHEDULE));
  }

  @Test
  void wrongNumberOfInputs_isAnErrorBeforeAnyRound() {
    MultiDataSet data = data(array(EXAMPLES, 4), classes(EXAMPLES, 3));
    assertThatThrownBy(() -> train(Network.of(graph()), data, 1, "local[1]"))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train: the data has 1 arrays of features, but the network 2 inputs. Give one"
                + " array for each.");
  }

  /** Trains one by DL4J's fit and the other by the engine with one worker; the engine's rows. */
  private static List<HistoryRow> compare(
      NeuralNetwork expected, NeuralNetwork actual, MultiDataSet data, int updatesABatch) {
    int threads = ComputeThreads.blas();
    ComputeThreads.set(1);
    try {
      Network dl4j = network(expected);
      dl4j.reconfigure(
          io.clrspark.training.replica.ScheduleOverride.applied(dl4j.architecture(), SCHEDULE));
      io.clrspark.training.replica.ScheduleOverride.complete(dl4j, SCHEDULE);
      for (int epoch = 0; epoch < 2; epoch++) {
        for (MultiDataSet batch : batches(data)) {
          expected.fit(batch);
        }
      }
    } finally {
      ComputeThreads.set(threads);
    }
    List<HistoryRow> rows = train(network(actual), data, 1, "local[2]");
    assertThat(rows).hasSize(2 * 7 * updatesABatch);
    assertThat(actual.params()).isEqualTo(expected.params());
    assertThat(actual.updaterState()).isEqualTo(expected.updaterState());
    return rows;
  }

  private static Network network(NeuralNetwork network) {
    return network instanceof MultiLayerNetwork layers
        ? Network.of(layers)
        : Network.of((ComputationGraph) network);
  }

  private static List<HistoryRow> train(
      Network network, MultiDataSet data, int workers, String master) {
    return Spark.with(
        master,
        spark ->
            Recorder.train(
                    ClrTrainer.builder(SCHEDULE)
                        .workers(workers)
                        .batchSize(BATCH)
                        .averagingFrequency(3)
                        .epochs(2)
                        .shuffle(false),
                    network,
                    rdd(spark, data))
                .rows);
  }

  private static List<Double> losses(List<HistoryRow> rows) {
    return rows.stream().map(HistoryRow::loss).toList();
  }

  /** Pieces that are not minibatches, over partitions in their order. */
  private static JavaRDD<MultiDataSet> rdd(JavaSparkContext spark, MultiDataSet data) {
    List<MultiDataSet> pieces = pieces(data, 11);
    return spark.parallelize(List.of(0, 1, 2, 3, 4), 5).map(pieces::get);
  }

  private static List<MultiDataSet> batches(MultiDataSet data) {
    return pieces(data, BATCH);
  }

  private static List<MultiDataSet> pieces(MultiDataSet data, int size) {
    List<MultiDataSet> pieces = new ArrayList<>();
    List<org.nd4j.linalg.dataset.api.MultiDataSet> all = data.asList();
    for (int from = 0; from < all.size(); from += size) {
      pieces.add(MultiDataSet.merge(all.subList(from, Math.min(from + size, all.size()))));
    }
    return pieces;
  }

  private static MultiDataSet data(INDArray features, INDArray labels) {
    return new MultiDataSet(features, labels);
  }

  /** Sequences of different lengths, padded and masked, with a class for each step. */
  private static MultiDataSet sequences(int steps) {
    INDArray labels = Nd4j.zeros(EXAMPLES, 3, steps);
    INDArray mask = Nd4j.zeros(EXAMPLES, steps);
    Random random = new Random(5);
    for (int example = 0; example < EXAMPLES; example++) {
      int length = 1 + random.nextInt(steps);
      for (int step = 0; step < steps; step++) {
        labels.putScalar(example, random.nextInt(3), step, 1);
        mask.putScalar(example, step, step < length ? 1 : 0);
      }
    }
    return new MultiDataSet(
        new INDArray[] {array(EXAMPLES, 4, steps)},
        new INDArray[] {labels},
        new INDArray[] {mask},
        new INDArray[] {mask.dup()});
  }

  private static INDArray array(long... shape) {
    Random random = new Random(shape.length);
    INDArray array = Nd4j.create(shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    return array;
  }

  private static INDArray classes(int examples, int classes) {
    INDArray labels = Nd4j.zeros(examples, classes);
    for (int example = 0; example < examples; example++) {
      labels.putScalar(example, example % classes, 1);
    }
    return labels;
  }

  private static MultiLayerNetwork convolutional() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Nesterovs(0.1, 0.9))
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(output(LossFunction.MCXENT, Activation.SOFTMAX).nOut(3).build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork recurrent(int segment) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.1))
            .list()
            .layer(new LSTM.Builder().nIn(4).nOut(6).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(6)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build());
    if (segment > 0) {
      layers.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(segment);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.1))
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("l", new DenseLayer.Builder().nIn(4).nOut(5).build(), "left")
                .addLayer("r", new DenseLayer.Builder().nIn(3).nOut(4).build(), "right")
                .addVertex("both", new MergeVertex(), "l", "r")
                .addLayer("merged", new DenseLayer.Builder().nIn(9).nOut(6).build(), "both")
                .addLayer(
                    "class",
                    output(LossFunction.MCXENT, Activation.SOFTMAX).nIn(6).nOut(3).build(),
                    "merged")
                .addLayer(
                    "number",
                    output(LossFunction.MSE, Activation.IDENTITY).nIn(6).nOut(2).build(),
                    "merged")
                .setOutputs("class", "number")
                .build());
    graph.init();
    return graph;
  }

  private static OutputLayer.Builder output(LossFunction loss, Activation activation) {
    return new OutputLayer.Builder(loss).activation(activation);
  }
}
