package io.clrspark.training.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryViews;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's own listeners with the training master, and what a master does to the data and history.
 */
class MasterListenersTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir private Path folder;

  @Test
  void dl4jsListeners_work() {
    CollectScoresIterationListener scores = new CollectScoresIterationListener(1);
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build());
        ClrTrainingMaster ofGraph = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer layers =
          new SparkDl4jMultiLayer(SPARK.context(), MasterData.network(), master);
      layers.setListeners(new PerformanceListener(1, true), new ScoreIterationListener(1), scores);
      layers.fit(MasterData.rdd(SPARK.context(), 100));
      SparkComputationGraph graph =
          new SparkComputationGraph(
              SPARK.context(), MasterData.network().toComputationGraph(), ofGraph);
      graph.setListeners(new PerformanceListener(1, true), new ScoreIterationListener(1));
      graph.fit(MasterData.rdd(SPARK.context(), 100));
      assertThat(graph.getNetwork().params()).isEqualTo(layers.getNetwork().params());
      assertThat(layers.getNetwork().getInput()).isNull();
    }
    assertThat(scores.getScoreVsIter().getIndexes().get(0)).startsWith(2L, 4L, 5L);
  }

  @Test
  void listeners_findTheRoundsExamples_andHearOfEpochs() {
    List<String> heard = new ArrayList<>();
    List<INDArray> atEpochsEnd = new ArrayList<>();
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer layers =
          new SparkDl4jMultiLayer(SPARK.context(), MasterData.network(), master);
      layers.setListeners(
          new BaseTrainingListener() {
            @Override
            public void onEpochStart(Model model) {
              heard.add("start " + ((MultiLayerNetwork) model).getEpochCount());
            }

            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
              heard.add(iteration + " of " + model.input().size(0) + " examples");
            }

            @Override
            public void onEpochEnd(Model model) {
              heard.add("end " + ((MultiLayerNetwork) model).getEpochCount());
              atEpochsEnd.add(model.params().dup());
            }
          });
      JavaRDD<DataSet> data = MasterData.rdd(SPARK.context(), 100);
      layers.fit(data);
      layers.fit(data);
      assertThat(heard)
          .startsWith(
              "start 0", "2 of 40 examples", "4 of 40 examples", "5 of 20 examples", "end 0")
          .contains("start 1", "10 of 20 examples", "end 1");
      assertThat(atEpochsEnd.get(1)).isEqualTo(layers.getNetwork().params());
    }
  }

  @Test
  void listenerThatFails_isNamed() {
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer layers =
          new SparkDl4jMultiLayer(SPARK.context(), MasterData.network(), master);
      layers.setListeners(new Failing());
      assertThatThrownBy(() -> layers.fit(MasterData.rdd(SPARK.context(), 100)))
          .isInstanceOf(ClrException.class)
          .hasMessage(
              "Cannot go on from iteration 2: the listener "
                  + Failing.class.getName()
                  + " failed"
                  + " (java.lang.IllegalStateException: no disk). Correct it or leave it out.")
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  private static final class Failing extends BaseTrainingListener {
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      throw new IllegalStateException("no disk");
    }
  }

  @Test
  void sameData_isComputedForTheFirstEpochOnly() {
    LongAccumulator computed = SPARK.session().sparkContext().longAccumulator();
    JavaRDD<DataSet> data =
        MasterData.rdd(SPARK.context(), 100)
            .map(
                examples -> {
                  computed.add(1);
                  return examples;
                });
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer layers =
          new SparkDl4jMultiLayer(SPARK.context(), MasterData.network(), master);
      for (int epoch = 0; epoch < 3; epoch++) {
        layers.fit(data);
        assertThat(computed.value()).isEqualTo(2); // counted, then dealt
      }
      layers.fit(MasterData.rdd(SPARK.context(), 60));
      assertThat(layers.getNetwork().getIterationCount()).isEqualTo(3 * 5 + 3);
    }
    assertThat(SPARK.context().getPersistentRDDs()).isEmpty();
  }

  @Test
  void masterThatIsNeverClosed_hasItsRowsInTheHistory() {
    ClrTrainingMaster master = ClrTrainingMaster.of(trainer().history(folder.toString()).build());
    SparkDl4jMultiLayer layers =
        new SparkDl4jMultiLayer(SPARK.context(), MasterData.network(), master);
    layers.fit(MasterData.rdd(SPARK.context(), 100));
    HistoryViews history = HistoryViews.of(SPARK.session(), folder.toString());
    assertThat(history.history().count()).isEqualTo(2 * 5);
    assertThat(history.runs().select("status").collectAsList().toString()).isEqualTo("[[started]]");
    master.close();
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.05, 4))
        .workers(2)
        .batchSize(10)
        .averagingFrequency(2);
  }
}
