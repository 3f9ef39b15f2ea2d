package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.network.Network;
import io.clrspark.testing.Bits;
import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.Dl4jFit.Rates;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.NetworkSample;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleMultiDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import io.clrspark.training.ClrTrainer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Every kind of network with three workers: the same bits on one core, two cores, two processes.
 */
class EveryNetworkOnAnyClusterTest {

  enum Kind {
    CONVOLUTIONS_AND_BATCH_NORMALIZATION(
        SampleNetworks::convolutional, SampleMultiDataSets::images),
    LSTM_WITH_MASKS(SampleNetworks::recurrent, SampleMultiDataSets::sequences),
    TRUNCATED_BPTT(
        rates -> SampleNetworks.recurrent(new Adam(rates.of(0.1)), 5),
        SampleMultiDataSets::sequences),
    GRAPH_OF_TWO_INPUTS_AND_OUTPUTS(SampleNetworks::graph, SampleMultiDataSets::twoInTwoOut),
    DROPOUT(SampleNetworks::dropout, SampleMultiDataSets::flat),
    FROZEN_LAYERS(SampleNetworks::frozen, SampleMultiDataSets::images);

    @SuppressWarnings("ImmutableEnumChecker") // a sample has no state
    final NetworkSample sample;

    Kind(Function<Rates, ? extends NeuralNetwork> network, Supplier<MultiDataSet> data) {
      sample = new NetworkSample(network, data);
    }

    private NeuralNetwork untrained() {
      return sample.network(FixedSchedule::new);
    }
  }

  private static Map<Kind, TrainingOutcome> oneCore;
  private static Map<Kind, TrainingOutcome> twoCores;
  private static Map<Kind, TrainingOutcome> twoProcesses;

  /** One context a master for all networks. */
  @BeforeAll
  static void train() {
    oneCore = LocalSpark.with("local[1]", EveryNetworkOnAnyClusterTest::trainAll);
    twoCores = LocalSpark.with("local[2]", EveryNetworkOnAnyClusterTest::trainAll);
    twoProcesses =
        LocalSpark.with(LocalSpark.TWO_PROCESSES, EveryNetworkOnAnyClusterTest::trainAll);
  }

  private static Map<Kind, TrainingOutcome> trainAll(JavaSparkContext spark) {
    Map<Kind, TrainingOutcome> outcomes = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      NeuralNetwork network = kind.untrained();
      RecordedRun history =
          RecordedRun.train(
              ClrTrainer.builder(Dl4jFit.SCHEDULE)
                  .workers(3)
                  .batchSize(4)
                  .averagingFrequency(2)
                  .epochs(2),
              Network.of((Model) network),
              SampleMultiDataSets.rdd(spark, kind.sample.data()));
      outcomes.put(kind, TrainingOutcome.of(network, history.rows));
    }
    return outcomes;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void network_oneCoreTwoCoresTwoProcesses_hasTheSameBits(Kind kind) {
    TrainingOutcome outcome = oneCore.get(kind);
    outcome.assertSameBits(twoCores.get(kind));
    outcome.assertSameBits(twoProcesses.get(kind));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void network_isTrainedByAllThreeWorkers(Kind kind) {
    TrainingOutcome outcome = oneCore.get(kind);
    assertThat(outcome.parameters()).isNotEqualTo(Bits.of(kind.untrained().params()));
    assertThat(outcome.rows()).extracting(HistoryRow::worker).contains(0, 1, 2);
    assertThat(outcome.rows()).allMatch(row -> Double.isFinite(row.loss()));
    List<String> executors =
        twoProcesses.get(kind).rows().stream().map(HistoryRow::executorId).distinct().toList();
    assertThat(executors).as("executors of their own").isNotEmpty().doesNotContain("driver");
  }
}
