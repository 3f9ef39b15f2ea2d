package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.model.KerasSays;
import io.clrspark.model.ModelFile;
import io.clrspark.model.ModelInfo;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Models that Keras began, trained on by two workers. */
class KerasModelsTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.02, 15);

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "graph"})
  void training_goesOnUnderTheSchedule_andIsSaved(String name, @TempDir Path folder)
      throws IOException {
    KerasSays keras = KerasSays.of(name);
    Model model = keras.load();
    MultiDataSet data = keras.data();
    List<HistoryRow> rows =
        LocalSpark.with(
            "local[2]",
            spark -> RecordedRun.train(trainer(), Network.of(model), rdd(spark, data)).rows);
    assertThat(rows).hasSize(2 * 60).allMatch(row -> row.lr() == SCHEDULE.rateAt(row.iteration()));
    assertThat(rows).allMatch(row -> row.accuracy() != null);
    assertThat(loss(rows, 55, 60)).isLessThan(0.8 * loss(rows, 0, 5));

    Path file = folder.resolve("model.zip");
    ModelFile.at(file.toString(), new Configuration())
        .save(Network.of(model), Optional.empty(), ModelInfo.none());
    SavedModel restored = SavedModel.load(file.toString(), new Configuration());
    assertThat(restored.network().params()).isEqualTo(model.params());
    assertThat(restored.schedule()).contains(SCHEDULE);
  }

  @Test
  void frozenLayer_staysAsItWas() throws IOException {
    KerasSays keras = KerasSays.of("graph");
    ComputationGraph graph = (ComputationGraph) keras.load();
    INDArray frozen = graph.getLayer("frozen").params().dup();
    INDArray other = graph.getLayer("logits").params().dup();
    MultiDataSet data = keras.data();
    LocalSpark.with(
        "local[2]", spark -> RecordedRun.train(trainer(), Network.of(graph), rdd(spark, data)));
    assertThat(graph.getLayer("frozen").params()).isEqualTo(frozen);
    assertThat(graph.getLayer("logits").params()).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "graph"})
  void wrongNumberOfClasses_isAnErrorBeforeAnyRound(String name) throws IOException {
    KerasSays keras = KerasSays.of(name);
    Network network = Network.of(keras.load());
    MultiDataSet data = keras.data();
    long classes = data.getLabels(0).columns();
    data.setLabels(0, Nd4j.zeros(data.getLabels(0).rows(), classes + 1));
    assertThatThrownBy(
            () ->
                LocalSpark.with(
                    "local[1]", spark -> RecordedRun.train(trainer(), network, rdd(spark, data))))
        .hasMessage(
            "Cannot train: the data has %d labels per example, but the network's output layer gives"
                    .formatted(classes + 1)
                + " %d. Change the one or the other.".formatted(classes));
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(SCHEDULE).workers(2).batchSize(5).epochs(60);
  }

  private static JavaRDD<MultiDataSet> rdd(JavaSparkContext spark, MultiDataSet data) {
    return spark.parallelize(List.of(0), 1).map(i -> data);
  }

  /** The mean from an iteration up to another. */
  private static double loss(List<HistoryRow> rows, int from, int to) {
    return rows.stream()
        .filter(row -> row.iteration() >= from && row.iteration() < to)
        .mapToDouble(HistoryRow::loss)
        .average()
        .orElseThrow();
  }
}
