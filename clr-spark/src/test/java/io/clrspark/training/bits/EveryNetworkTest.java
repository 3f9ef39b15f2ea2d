package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import io.clrspark.testing.Bits;
import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleMultiDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;

/** Convolutions, recurrence, masks and graphs against DL4J's own fit over the same minibatches. */
class EveryNetworkTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @Test
  void convolutionsAndBatchNormalization_giveDl4jsBits() {
    List<HistoryRow> rows =
        Dl4jFit.assertSameBits(
                SPARK.context(), SampleNetworks::convolutional, SampleMultiDataSets.images())
            .rows();
    assertThat(rows).hasSize(14).allMatch(row -> row.accuracy() != null);
  }

  @Test
  void recurrentNetworkWithMasks_givesDl4jsBits() {
    List<HistoryRow> rows =
        Dl4jFit.assertSameBits(
                SPARK.context(), SampleNetworks::recurrent, SampleMultiDataSets.sequences())
            .rows();
    assertThat(rows).hasSize(14).allMatch(row -> row.accuracy() != null);
  }

  @Test
  void truncatedBptt_isOneIterationATimeSegment() {
    List<HistoryRow> rows =
        Dl4jFit.assertSameBits(
                SPARK.context(),
                rates -> SampleNetworks.recurrent(new Adam(rates.of(0.1)), 5),
                SampleMultiDataSets.sequences())
            .rows();
    assertThat(rows)
        .extracting(HistoryRow::iteration)
        .containsExactlyElementsOf(IntStream.range(0, 14 * 3).boxed().toList());
    assertThat(rows).allMatch(row -> row.lr() == Dl4jFit.SCHEDULE.rateAt(row.iteration()));
  }

  @Test
  void graphOfSeveralInputsAndOutputs_givesDl4jsBits() {
    List<HistoryRow> rows =
        Dl4jFit.assertSameBits(
                SPARK.context(), SampleNetworks::graph, SampleMultiDataSets.twoInTwoOut())
            .rows();
    assertThat(rows).hasSize(14).allMatch(row -> row.accuracy() == null && row.loss() > 0);
  }

  @Test
  void graphOfOneOutput_hasAccuracy_andTheBitsOfItsLayers() {
    ComputationGraph graph = convolutional().toComputationGraph();
    MultiLayerNetwork layers = convolutional();
    List<HistoryRow> ofGraph = train(Network.of(graph), SampleMultiDataSets.images());
    List<HistoryRow> ofLayers = train(Network.of(layers), SampleMultiDataSets.images());
    assertThat(ofGraph)
        .extracting(HistoryRow::loss)
        .isEqualTo(ofLayers.stream().map(HistoryRow::loss).toList());
    assertThat(ofGraph).allMatch(row -> row.accuracy() != null);
    assertThat(Bits.of(graph.params())).isEqualTo(Bits.of(layers.params()));
  }

  @Test
  void frozenLayers_stayAsTheyWere() {
    MultiLayerNetwork network = SampleNetworks.frozen(FixedSchedule::new);
    INDArray before = network.getLayer(0).params().dup();
    INDArray last = network.getLayer(3).params().dup();
    train(Network.of(network), SampleMultiDataSets.images());
    assertThat(Bits.of(network.getLayer(0).params())).isEqualTo(Bits.of(before));
    assertThat(network.getLayer(3).params()).isNotEqualTo(last);
  }

  @Test
  void trainedGraph_isSavedWithCountersAndSchedule(@TempDir Path folder) throws IOException {
    File file = folder.resolve("graph.zip").toFile();
    ComputationGraph graph = SampleNetworks.graph(FixedSchedule::new);
    MultiDataSet data = SampleMultiDataSets.twoInTwoOut();
    trainer()
        .epochs(3)
        .evaluationMultiDataSet("same", SampleMultiDataSets.rdd(SPARK.context(), data))
        .saveModel(file.toString())
        .build()
        .fitMultiDataSet(graph, SampleMultiDataSets.rdd(SPARK.context(), data));
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file, true);
    assertThat(Bits.of(restored.params())).isEqualTo(Bits.of(graph.params()));
    assertThat(restored.getIterationCount()).isEqualTo(12);
    assertThat(restored.getEpochCount()).isEqualTo(3);
    assertThat(Bits.of(restored.getUpdater().getStateViewArray()))
        .isEqualTo(Bits.of(graph.getUpdater().getStateViewArray()));
    Model loaded = SavedModel.load(file.toString(), new Configuration()).network();
    assertThat(((ComputationGraph) loaded).getVertex("merged").getConfig().getUpdaterByParam("W"))
        .isEqualTo(new Adam(Dl4jFit.SCHEDULE));
  }

  @Test
  void wrongNumberOfInputs_isAnErrorBeforeAnyRound() {
    Network graph = Network.of(SampleNetworks.graph(FixedSchedule::new));
    assertThatThrownBy(() -> train(graph, SampleMultiDataSets.flat()))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train: the data has 1 arrays of features, but the network 2 inputs. Give one"
                + " array for each.");
  }

  private static MultiLayerNetwork convolutional() {
    return SampleNetworks.convolutional(FixedSchedule::new);
  }

  private static List<HistoryRow> train(Network network, MultiDataSet data) {
    return RecordedRun.train(trainer(), network, SampleMultiDataSets.rdd(SPARK.context(), data))
        .rows;
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(Dl4jFit.SCHEDULE).workers(2).batchSize(8).averagingFrequency(3);
  }
}
