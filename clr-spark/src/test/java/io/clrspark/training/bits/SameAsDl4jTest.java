package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.Bits;
import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.Updaters;
import io.clrspark.training.ClrTrainer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** The engine against DL4J's own fit over the same minibatches. */
class SameAsDl4jTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 7);

  @ParameterizedTest
  @EnumSource(Updaters.class)
  void oneWorker_unshuffled_givesDl4jsBits(Updaters updater) {
    compareOneWorker(
        updater.of(CyclicLR.triangular(9, 9, 1)), updater.of(SCHEDULE), DataType.FLOAT, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void oneWorker_networkOfDoubles_givesDl4jsBits(int frequency) {
    compareOneWorker(new Adam(9.0), new Adam(SCHEDULE), DataType.DOUBLE, frequency);
  }

  private static void compareOneWorker(
      IUpdater replaced, IUpdater scheduled, DataType type, int frequency) {
    DataSet data = SampleDataSets.make(230, type);
    MultiLayerNetwork expected =
        SampleNetworks.mlp(scheduled, builder -> builder.dataType(type).l2(1e-3));
    CollectScoresIterationListener scores = new CollectScoresIterationListener(1);
    expected.setListeners(scores);
    for (Layer layer : expected.getLayers()) { // AdaGrad's own clone loses its schedule
      layer.getConfig().getUpdaterByParam("W").setLrAndSchedule(Double.NaN, SCHEDULE);
    }
    MultiLayerNetwork actual =
        SampleNetworks.mlp(replaced, builder -> builder.dataType(type).l2(1e-3));
    RecordedRun history =
        LocalSpark.with(
            "local[2]",
            spark ->
                RecordedRun.train(
                    ClrTrainer.builder(SCHEDULE)
                        .workers(1)
                        .batchSize(20)
                        .shuffle(false)
                        .averagingFrequency(frequency)
                        .epochs(3),
                    actual,
                    SampleDataSets.rdd(spark, data, 37, 3)));
    Dl4jFit.onOneThread(expected, SampleDataSets.batches(data, 20), 3);

    assertThat(Bits.of(actual.params())).isEqualTo(Bits.of(expected.params()));
    INDArray state = expected.getUpdater().getStateViewArray();
    if (state != null) {
      assertThat(Bits.of(actual.getUpdater().getStateViewArray())).isEqualTo(Bits.of(state));
    }
    assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
    assertThat(actual.getEpochCount()).isEqualTo(expected.getEpochCount());
    List<Double> losses = new ArrayList<>();
    for (double score : scores.getScoreVsIter().getEffectiveScores()) {
      losses.add(score);
    }
    assertThat(history.rows).extracting(HistoryRow::loss).containsExactlyElementsOf(losses);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void severalWorkers_averagedAfterEachUpdate_equalOneMachineOnTheirMinibatches(int workers) {
    DataSet data = SampleDataSets.make(workers * 60);
    MultiLayerNetwork expected = SampleNetworks.mlp(new Sgd(SCHEDULE));
    MultiLayerNetwork actual = SampleNetworks.mlp(new Sgd(9.0));
    LocalSpark.with(
        "local[2]",
        spark ->
            RecordedRun.train(
                ClrTrainer.builder(SCHEDULE)
                    .workers(workers)
                    .batchSize(10)
                    .shuffle(false)
                    .averagingFrequency(1)
                    .epochs(3),
                actual,
                SampleDataSets.rdd(spark, data, 30, 3)));
    Dl4jFit.onOneThread(expected, SampleDataSets.batches(data, workers * 10), 3);

    assertThat(actual.params().distance2(expected.params())).isCloseTo(0, offset(1e-5));
  }

  @Test
  void resetUpdaterState_eachRound_startsFromAFreshUpdater() {
    DataSet data = SampleDataSets.make(100);
    MultiLayerNetwork actual = SampleNetworks.mlp(new Adam(9.0));
    LocalSpark.with(
        "local[2]",
        spark ->
            RecordedRun.train(
                ClrTrainer.builder(SCHEDULE)
                    .workers(1)
                    .batchSize(20)
                    .shuffle(false)
                    .averagingFrequency(2)
                    .updaterState(UpdaterState.RESET),
                actual,
                SampleDataSets.rdd(spark, data, 50, 2)));

    MultiLayerNetwork expected = SampleNetworks.mlp(new Adam(SCHEDULE));
    List<DataSet> batches = SampleDataSets.batches(data, 20);
    for (int from = 0; from < batches.size(); from += 2) {
      expected.getUpdater().getStateViewArray().assign(0);
      Dl4jFit.onOneThread(expected, batches.subList(from, Math.min(from + 2, batches.size())), 1);
    }
    assertThat(Bits.of(actual.params())).isEqualTo(Bits.of(expected.params()));
  }
}
