package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.network.Network;
import io.clrspark.testing.Bits;
import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.Dl4jFit.Rates;
import io.clrspark.testing.MultiExamples;
import io.clrspark.testing.Outcome;
import io.clrspark.testing.Recorder;
import io.clrspark.testing.Sample;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.LocalSpark;
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
    CONVOLUTIONS_AND_BATCH_NORMALIZATION(SampleNetworks::convolutional, MultiExamples::images),
    LSTM_WITH_MASKS(SampleNetworks::recurrent, MultiExamples::sequences),
    TRUNCATED_BPTT(
        rates -> SampleNetworks.recurrent(new Adam(rates.of(0.1)), 5), MultiExamples::sequences),
    GRAPH_OF_TWO_INPUTS_AND_OUTPUTS(SampleNetworks::graph, MultiExamples::twoInTwoOut),
    DROPOUT(SampleNetworks::dropout, MultiExamples::flat),
    FROZEN_LAYERS(SampleNetworks::frozen, MultiExamples::images);

    @SuppressWarnings("ImmutableEnumChecker") // a sample has no state
    final Sample sample;

    Kind(Function<Rates, ? extends NeuralNetwork> network, Supplier<MultiDataSet> data) {
      sample = new Sample(network, data);
    }

    private NeuralNetwork untrained() {
      return sample.network(FixedSchedule::new);
    }
  }

  private static Map<Kind, Outcome> oneCore;
  private static Map<Kind, Outcome> twoCores;
  private static Map<Kind, Outcome> twoProcesses;

  /** One context a master for all networks. */
  @BeforeAll
  static void train() {
    oneCore = LocalSpark.with("local[1]", EveryNetworkOnAnyClusterTest::trainAll);
    twoCores = LocalSpark.with("local[2]", EveryNetworkOnAnyClusterTest::trainAll);
    twoProcesses = LocalSpark.with(LocalSpark.TWO_PROCESSES, EveryNetworkOnAnyClusterTest::trainAll);
  }

  private static Map<Kind, Outcome> trainAll(JavaSparkContext spark) {
    Map<Kind, Outcome> outcomes = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      NeuralNetwork network = kind.untrained();
      Recorder history =
          Recorder.train(
              ClrTrainer.builder(Dl4jFit.SCHEDULE)
                  .workers(3)
                  .batchSize(4)
                  .averagingFrequency(2)
                  .epochs(2),
              Network.of((Model) network),
              MultiExamples.rdd(spark, kind.sample.data()));
      outcomes.put(kind, Outcome.of(network, history.rows));
    }
    return outcomes;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void network_oneCoreTwoCoresTwoProcesses_hasTheSameBits(Kind kind) {
    Outcome outcome = oneCore.get(kind);
    outcome.assertSameBits(twoCores.get(kind));
    outcome.assertSameBits(twoProcesses.get(kind));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void network_isTrainedByAllThreeWorkers(Kind kind) {
    Outcome outcome = oneCore.get(kind);
    assertThat(outcome.parameters()).isNotEqualTo(Bits.of(kind.untrained().params()));
    assertThat(outcome.rows()).extracting(HistoryRow::worker).contains(0, 1, 2);
    assertThat(outcome.rows()).allMatch(row -> Double.isFinite(row.loss()));
    List<String> executors =
        twoProcesses.get(kind).rows().stream().map(HistoryRow::executorId).distinct().toList();
    assertThat(executors).as("executors of their own").isNotEmpty().doesNotContain("driver");
  }
}
