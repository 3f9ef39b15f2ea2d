package io.clrspark.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;

/** The one global counter: what an iteration is, and which rate it has. */
class IterationsTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.1, 4);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void rates_anyWorkers_areTheScheduleAtEachIteration(int workers) {
    RecordedRun history = train(600, workers, 25, 5, 2);

    int iterations = 2 * (int) Math.ceil(Math.ceil(600.0 / workers) / 25);
    Set<Integer> seen = new TreeSet<>();
    for (HistoryRow row : history.rows) {
      seen.add(row.iteration());
      assertThat(row.lr()).isEqualTo(SCHEDULE.valueAt(row.iteration(), 0));
    }
    assertThat(seen).containsExactlyElementsOf(IntStream.range(0, iterations).boxed().toList());
  }

  @Test
  void counter_unevenData_advancesByTheWorkerWithMost() {
    RecordedRun history = train(1000, 3, 64, 4, 1);

    // 334, 333 and 333 examples: six minibatches, the last of 14 or 13.
    for (int worker = 0; worker < 3; worker++) {
      List<HistoryRow> rows = of(history, worker);
      assertThat(rows).extracting(HistoryRow::iteration).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(rows).extracting(HistoryRow::round).containsExactly(0, 0, 0, 0, 1, 1);
      assertThat(rows).extracting(HistoryRow::examples).startsWith(64, 64, 64, 64, 64);
    }
    assertThat(history.rows.stream().mapToInt(HistoryRow::examples).sum()).isEqualTo(1000);
  }

  @Test
  void rows_workerOutOfData_hasNoneForTheRestOfTheEpoch() {
    // 5 examples, 2 workers, one at a time: 3 and 2.
    RecordedRun history = train(5, 2, 1, 2, 2);

    int longer = of(history, 0).size() == 6 ? 0 : 1;
    assertThat(of(history, longer))
        .extracting(HistoryRow::iteration)
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(of(history, 1 - longer))
        .extracting(HistoryRow::iteration)
        .containsExactly(0, 1, 3, 4);
    assertThat(of(history, longer)).extracting(HistoryRow::epoch).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(of(history, longer)).extracting(HistoryRow::round).containsExactly(0, 0, 1, 2, 2, 3);
  }

  @Test
  void run_fewerExamplesThanWorkers_trains() {
    RecordedRun history = train(2, 5, 32, 5, 3);

    assertThat(history.rows).hasSize(6);
    assertThat(history.rows).extracting(HistoryRow::examples).containsOnly(1);
    assertThat(history.rows).extracting(HistoryRow::iteration).containsExactly(0, 0, 1, 1, 2, 2);
  }

  @Test
  void run_ofIterations_endsWithinAnEpoch() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    RecordedRun history =
        LocalSpark.with(
            "local[2]",
            spark ->
                RecordedRun.train(
                    trainer(2, 10, 4).iterations(13),
                    network,
                    SampleDataSets.rdd(spark, SampleDataSets.make(200), 50, 4)));

    assertThat(history.rows).hasSize(26);
    assertThat(network.getIterationCount()).isEqualTo(13);
    assertThat(network.getEpochCount()).isEqualTo(1);
  }

  @Test
  void run_ofATrainedNetwork_goesOnAtItsIteration() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    network.setIterationCount(100);
    network.setEpochCount(7);
    RecordedRun history =
        LocalSpark.with(
            "local[2]",
            spark ->
                RecordedRun.train(
                    trainer(2, 25, 5),
                    network,
                    SampleDataSets.rdd(spark, SampleDataSets.make(100), 50, 2)));

    assertThat(history.rows).extracting(HistoryRow::iteration).containsExactly(100, 100, 101, 101);
    assertThat(history.rows).extracting(HistoryRow::epoch).containsOnly(7);
    assertThat(network.getIterationCount()).isEqualTo(102);
    assertThat(network.getEpochCount()).isEqualTo(8);
  }

  @Test
  void run_thatWouldPassDl4jsCounter_isRefused() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    network.setIterationCount(Integer.MAX_VALUE - 1);

    LocalSpark.with(
        "local[2]",
        spark -> {
          assertThatThrownBy(() -> fit(spark, network, 100))
              .isInstanceOf(ClrException.class)
              .hasMessage(
                  "Cannot train 2 iterations from iteration 2147483646: DL4J counts iterations to"
                      + " 2147483647. Train fewer epochs, or with larger minibatches.");
          return null;
        });
    assertThat(network.getIterationCount()).isEqualTo(Integer.MAX_VALUE - 1);
  }

  private static void fit(JavaSparkContext spark, MultiLayerNetwork network, int examples) {
    trainer(2, 25, 5)
        .build()
        .fit(network, SampleDataSets.rdd(spark, SampleDataSets.make(examples), 50, 2));
  }

  private static RecordedRun train(
      int examples, int workers, int batchSize, int frequency, int epochs) {
    return LocalSpark.with(
        "local[2]",
        spark ->
            RecordedRun.train(
                trainer(workers, batchSize, frequency).epochs(epochs),
                SampleNetworks.mlp(new Sgd(1)),
                SampleDataSets.rdd(spark, SampleDataSets.make(examples), 70, 4)));
  }

  private static ClrTrainerBuilder trainer(int workers, int batchSize, int frequency) {
    return ClrTrainer.builder(SCHEDULE)
        .workers(workers)
        .batchSize(batchSize)
        .averagingFrequency(frequency);
  }

  private static List<HistoryRow> of(RecordedRun history, int worker) {
    return history.rows.stream().filter(row -> row.worker() == worker).collect(Collectors.toList());
  }
}
