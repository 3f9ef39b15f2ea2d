package io.clrspark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.network.Network;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** DL4J's own fit, and the engine held to it. */
public final class Dl4jFit {

  public static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.03, 5);
  public static final int BATCH = 8;
  private static final int EPOCHS = 2;

  private Dl4jFit() {}

  /** What a layer's rate comes from: a rate of its own, or the schedule for all. */
  public interface Rates {
    ISchedule of(double own);
  }

  /**
   * Trains a network that DL4J gives the schedule by its fit, and one with rates of its own by the
   * engine with one worker, over the same minibatches; both must end with the same bits.
   *
   * @return the engine's
   */
  public static TrainingOutcome assertSameBits(
      JavaSparkContext spark, Function<Rates, ? extends NeuralNetwork> network, MultiDataSet data) {
    NeuralNetwork expected = network.apply(own -> SCHEDULE);
    NeuralNetwork actual = network.apply(FixedSchedule::new);
    List<Double> losses = fit(expected, data);
    List<HistoryRow> rows = train(spark, actual, data);
    TrainingOutcome outcome = TrainingOutcome.of(actual, rows);
    assertThat(outcome.parameters()).isEqualTo(Bits.of(expected.params()));
    assertThat(outcome.updater()).isEqualTo(Bits.of(expected.updaterState()));
    assertThat(rows.get(rows.size() - 1).loss()).isEqualTo(losses.get(losses.size() - 1));
    return outcome;
  }

  private static List<Double> fit(NeuralNetwork network, MultiDataSet data) {
    List<Double> losses = new ArrayList<>();
    onOneThread(
        () -> {
          for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (MultiDataSet batch : SampleMultiDataSets.pieces(data, BATCH)) {
              fitOne(network, batch);
              losses.add(((Model) network).score());
            }
          }
        });
    return losses;
  }

  /** DL4J's layers take a MultiDataSet too, but not one that has masks of features alone. */
  private static void fitOne(NeuralNetwork network, MultiDataSet batch) {
    if (network instanceof MultiLayerNetwork layers) {
      layers.fit(
          batch.getFeatures(0),
          batch.getLabels(0),
          batch.getFeaturesMaskArray(0),
          batch.getLabelsMaskArray(0));
    } else {
      network.fit(batch);
    }
  }

  private static List<HistoryRow> train(
      JavaSparkContext spark, NeuralNetwork network, MultiDataSet data) {
    return RecordedRun.train(
            ClrTrainer.builder(SCHEDULE)
                .workers(1)
                .batchSize(BATCH)
                .averagingFrequency(3)
                .epochs(EPOCHS)
                .shuffle(false),
            Network.of((Model) network),
            SampleMultiDataSets.rdd(spark, data))
        .rows;
  }

  /** Fits with as many threads as the engine gives a task. */
  public static void onOneThread(MultiLayerNetwork network, List<DataSet> batches, int epochs) {
    onOneThread(() -> network.fit(new ListDataSetIterator<>(batches, 1), epochs));
  }

  public static void onOneThread(Runnable fit) {
    int threads = ComputeThreads.blas();
    ComputeThreads.set(1);
    try {
      fit.run();
    } finally {
      ComputeThreads.set(threads);
    }
  }
}
