package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a row's loss and accuracy are. */
class LossAndAccuracyTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.01, 0.1, 4);

  @Test
  void row_ofAMinibatch_hasLossAndAccuracyBeforeItsUpdate() {
    DataSet data = SampleDataSets.make(60);
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1), builder -> builder.l2(0.1));
    MultiLayerNetwork twin = network.clone();
    List<HistoryRow> rows = train(network, data, 20);

    List<DataSet> batches = SampleDataSets.batches(data, 20);
    for (int i = 0; i < batches.size(); i++) {
      DataSet batch = batches.get(i);
      Evaluation evaluation = new Evaluation(3);
      evaluation.eval(batch.getLabels(), twin.output(batch.getFeatures()));
      assertThat(rows.get(i).loss()).isCloseTo(twin.score(batch), offset(1e-5));
      assertThat(rows.get(i).accuracy()).isEqualTo(evaluation.accuracy());
      twin.setLearningRate(SCHEDULE.rateAt(i));
      twin.fit(batch);
    }
  }

  @Test
  void accuracy_oneSigmoidOutput_comparesWithOneHalf() {
    DataSet data = SampleDataSets.make(40);
    INDArray labels =
        data.getFeatures()
            .getColumn(0, true)
            .gt(0)
            .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    MultiLayerNetwork network = oneOutput(LossFunction.XENT, Activation.SIGMOID);
    INDArray output = network.output(data.getFeatures());
    double right = 0;
    for (int row = 0; row < 40; row++) {
      right += (output.getDouble(row, 0) >= 0.5) == (labels.getDouble(row, 0) == 1) ? 1 : 0;
    }
    List<HistoryRow> rows = train(network, new DataSet(data.getFeatures(), labels), 40);

    assertThat(rows.get(0).accuracy()).isEqualTo(right / 40);
  }

  @Test
  void accuracy_regression_isNull() {
    DataSet data = SampleDataSets.make(40);
    INDArray labels = data.getFeatures().getColumn(0, true);
    List<HistoryRow> rows =
        train(
            oneOutput(LossFunction.MSE, Activation.IDENTITY),
            new DataSet(data.getFeatures(), labels),
            20);

    assertThat(rows).extracting(HistoryRow::accuracy).containsOnlyNulls();
    assertThat(rows.get(0).loss()).isPositive();
  }

  @Test
  void accuracy_maskedTimeSteps_countsTheOthers() {
    DataSet data = series(6, 5);
    INDArray mask = Nd4j.ones(6, 5);
    mask.putScalar(0, 4, 0).putScalar(3, 2, 0).putScalar(3, 3, 0);
    data.setLabelsMaskArray(mask);
    MultiLayerNetwork network = recurrent(false);
    Evaluation evaluation = new Evaluation(3);
    evaluation.evalTimeSeries(data.getLabels(), network.output(data.getFeatures()), mask);
    double score = network.score(data);

    List<HistoryRow> rows = train(network, data, 6);

    assertThat(rows.get(0).accuracy()).isEqualTo(evaluation.accuracy());
    assertThat(rows.get(0).loss()).isCloseTo(score, offset(1e-5));
  }

  @Test
  void truncatedBackpropagation_eachSegment_isAnIterationWithARow() {
    DataSet data = series(8, 10);
    MultiLayerNetwork network = recurrent(true);
    MultiLayerNetwork twin = network.clone();
    List<HistoryRow> rows = train(network, data, 4);

    // Two minibatches of four, each cut into segments of 4, 4 and 2 steps.
    assertThat(rows).extracting(HistoryRow::iteration).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(rows).extracting(HistoryRow::lr).containsExactly(rates(6));
    assertThat(network.getIterationCount()).isEqualTo(6);
    for (org.deeplearning4j.nn.api.Layer layer : twin.getLayers()) {
      layer.getConfig().getUpdaterByParam("W").setLrAndSchedule(Double.NaN, SCHEDULE);
    }
    int threads = io.clrspark.network.replica.ComputeThreads.blas();
    io.clrspark.network.replica.ComputeThreads.set(1);
    twin.fit(part(data, 0, 4));
    twin.fit(part(data, 4, 8));
    io.clrspark.network.replica.ComputeThreads.set(threads);
    assertThat(network.params()).isEqualTo(twin.params());
  }

  private static Double[] rates(int iterations) {
    Double[] rates = new Double[iterations];
    java.util.Arrays.setAll(rates, SCHEDULE::rateAt);
    return rates;
  }

  private static DataSet part(DataSet data, int from, int to) {
    org.nd4j.linalg.indexing.INDArrayIndex rows =
        org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to);
    org.nd4j.linalg.indexing.INDArrayIndex all = org.nd4j.linalg.indexing.NDArrayIndex.all();
    return new DataSet(
        data.getFeatures().get(rows, all, all).dup(), data.getLabels().get(rows, all, all).dup());
  }

  private static List<HistoryRow> train(MultiLayerNetwork network, DataSet data, int batchSize) {
    return LocalSpark.with(
        "local[2]",
        (JavaSparkContext spark) -> {
          JavaRDD<DataSet> whole = spark.parallelize(List.of(data), 1);
          return RecordedRun.train(
                  ClrTrainer.builder(SCHEDULE).workers(1).batchSize(batchSize).shuffle(false),
                  network,
                  whole)
              .rows;
        });
  }

  private static MultiLayerNetwork oneOutput(LossFunction loss, Activation activation) {
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Sgd(1))
            .list()
            .layer(SampleNetworks.tanhLayer(SampleDataSets.FEATURES, 16).build())
            .layer(new OutputLayer.Builder(loss).nIn(16).nOut(1).activation(activation).build())
            .build());
  }

  private static MultiLayerNetwork recurrent(boolean truncated) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Sgd(1))
            .list()
            .layer(new LSTM.Builder().nIn(2).nOut(6).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(6)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build());
    if (truncated) {
      layers.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(4);
    }
    return SampleNetworks.initialized(layers.build());
  }

  private static DataSet series(int examples, int steps) {
    java.util.Random random = new java.util.Random(5);
    INDArray features = Nd4j.create(examples, 2, steps);
    INDArray labels = Nd4j.create(examples, 3, steps);
    for (int example = 0; example < examples; example++) {
      for (int step = 0; step < steps; step++) {
        features.putScalar(example, 0, step, random.nextGaussian());
        features.putScalar(example, 1, step, random.nextGaussian());
        labels.putScalar(example, random.nextInt(3), step, 1);
      }
    }
    return new DataSet(features, labels);
  }
}
