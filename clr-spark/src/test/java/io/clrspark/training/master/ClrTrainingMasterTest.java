package io.clrspark.training.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.history.HistoryViews;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.spark.earlystopping.SparkDataSetLossCalculator;
import org.deeplearning4j.spark.earlystopping.SparkEarlyStoppingTrainer;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** The engine in the place of DL4J's own training master. */
class ClrTrainingMasterTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 4);
  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir private Path folder;

  @Test
  void threeCallsOfFit_areOneRun_withRatesThatGoOn() {
    MultiLayerNetwork network;
    String runId;
    try (ClrTrainingMaster master =
        ClrTrainingMaster.of(trainer().history(folder.toString()).build())) {
      SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), network(), master);
      for (int epoch = 0; epoch < 3; epoch++) {
        wrapper.fit(data(100));
      }
      network = wrapper.getNetwork();
      runId = master.runId().orElseThrow();
      assertThat(wrapper.getScore()).isPositive();
    }
    assertThat(network.getEpochCount()).isEqualTo(3);
    assertThat(network.getIterationCount()).isEqualTo(15);
    HistoryViews history = HistoryViews.of(SPARK.session(), folder.toString());
    assertThat(history.runs().select("run_id", "status").collectAsList().toString())
        .isEqualTo("[[" + runId + ",finished]]");
    double[] rates = history.curves(runId).rates();
    assertThat(rates).hasSize(15);
    for (int i = 0; i < 15; i++) {
      assertThat(rates[i]).isEqualTo(SCHEDULE.rateAt(i));
    }
  }

  @Test
  void epochsOneByOne_giveTheBitsOfARunOfAll() {
    MultiLayerNetwork whole = network();
    trainer().epochs(3).build().fit(whole, data(100));
    MultiLayerNetwork parts = network();
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), parts, master);
      for (int epoch = 0; epoch < 3; epoch++) {
        wrapper.fit(data(100));
      }
    }
    assertThat(parts.params()).isEqualTo(whole.params());
    assertThat(parts.getUpdater().getStateViewArray())
        .isEqualTo(whole.getUpdater().getStateViewArray());
    assertThat(parts.getEpochCount()).isEqualTo(whole.getEpochCount());
  }

  @Test
  void graph_trainsOnDataSetsAndMultiDataSets_alike() {
    ComputationGraph one = network().toComputationGraph();
    ComputationGraph two = network().toComputationGraph();
    try (ClrTrainingMaster first = ClrTrainingMaster.of(trainer().build());
        ClrTrainingMaster second = ClrTrainingMaster.of(trainer().build())) {
      new SparkComputationGraph(SPARK.context(), one, first).fit(data(100));
      JavaRDD<MultiDataSet> multi = data(100).map(DataSet::toMultiDataSet);
      new SparkComputationGraph(SPARK.context(), two, second).fitMultiDataSet(multi);
    }
    assertThat(two.params()).isEqualTo(one.params());
    assertThat(one.getConfiguration().getIterationCount()).isEqualTo(5);
    assertThat(one.getConfiguration().getEpochCount()).isEqualTo(1);
  }

  @Test
  void paths_areLoadedInTheirOrder() {
    List<String> paths = new ArrayList<>();
    List<DataSet> batches = MasterData.examples(100).batchBy(20);
    for (int i = 0; i < batches.size(); i++) {
      File file = folder.resolve("part" + i + ".bin").toFile();
      batches.get(i).save(file);
      paths.add(0, file.toString());
    }
    DataSetLoader loader =
        source -> {
          DataSet loaded = new DataSet();
          loaded.load(source.getInputStream());
          return loaded;
        };
    MultiLayerNetwork fromPaths = network();
    MultiLayerNetwork fromData = network();
    try (ClrTrainingMaster first = ClrTrainingMaster.of(trainer().build());
        ClrTrainingMaster second = ClrTrainingMaster.of(trainer().build())) {
      new SparkDl4jMultiLayer(SPARK.context(), fromPaths, first)
          .fitPaths(SPARK.context().parallelize(paths, 3), loader);
      new SparkDl4jMultiLayer(SPARK.context(), fromData, second).fit(data(100));
    }
    assertThat(fromPaths.params()).isEqualTo(fromData.params());
  }

  @Test
  void listeners_hearOfEachRound_withTheNetworkAsItThenIs() {
    List<String> heard = new ArrayList<>();
    List<INDArray> parameters = new ArrayList<>();
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().averagingFrequency(2).build())) {
      SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), network(), master);
      wrapper.setListeners(
          new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
              heard.add(iteration + " " + (model.score() > 0));
              parameters.add(model.params().dup());
            }
          });
      wrapper.fit(data(100));
      assertThat(heard).containsExactly("2 true", "4 true", "5 true");
      assertThat(parameters.get(0)).isNotEqualTo(parameters.get(1));
      assertThat(parameters.get(2)).isEqualTo(wrapper.getNetwork().params());
    }
  }

  @Test
  void statistics_areTheRoundsTimes() {
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().averagingFrequency(2).build())) {
      SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), network(), master);
      wrapper.fit(data(100));
      assertThat(wrapper.getSparkTrainingStats()).isNull();
      wrapper.setCollectTrainingStats(true);
      assertThat(wrapper.getSparkTrainingStats().getValue(RoundTimes.KEY)).hasSize(3);
      assertThat(wrapper.getSparkTrainingStats().statsAsString())
          .startsWith("RoundTimesMs: 3 rounds");
    }
  }

  @Test
  void earlyStopping_trainsEpochByEpoch() {
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      EarlyStoppingConfiguration<MultiLayerNetwork> stopping =
          new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
              .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
              .scoreCalculator(new SparkDataSetLossCalculator(data(40), true, SPARK.context().sc()))
              .modelSaver(new InMemoryModelSaver<>())
              .build();
      EarlyStoppingResult<MultiLayerNetwork> result =
          new SparkEarlyStoppingTrainer(SPARK.context(), master, stopping, network(), data(100))
              .fit();
      assertThat(result.getTotalEpochs()).isEqualTo(3);
      assertThat(result.getBestModel().getIterationCount()).isPositive();
    }
  }

  @Test
  void dl4jsEvaluation_worksOnWhatItTrained() {
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), network(), master);
      for (int epoch = 0; epoch < 10; epoch++) {
        wrapper.fit(data(100));
      }
      assertThat(wrapper.evaluate(data(100)).accuracy()).isGreaterThan(0.6);
    }
  }

  @Test
  void text_roundTrips() {
    ClrTrainer trainer =
        trainer()
            .averagingFrequency(7)
            .seed(-3)
            .shuffle(false)
            .updaterState(UpdaterState.RESET)
            .averaging(Averaging.EXECUTORS)
            .roundTimeout(Duration.ofMinutes(3))
            .evaluationFrequency(13)
            .runId("a-run")
            .onNonFinite(OnNonFinite.exclude())
            .history("/h")
            .saveModel("/m")
            .build();
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer);
        ClrTrainingMaster fromJson = ClrTrainingMaster.fromJson(master.toJson());
        ClrTrainingMaster fromYaml = ClrTrainingMaster.fromYaml(master.toYaml())) {
      assertThat(fromJson.toJson())
          .isEqualTo(master.toJson())
          .contains("CyclicLR", "\"/h\"", "-3", "180000ms", "13", "a-run", "exclude");
      assertThat(fromYaml.toYaml()).isEqualTo(master.toYaml());
      assertThat(fromYaml.toJson()).isEqualTo(master.toJson());
    }
  }

  @Test
  void textOfAnEarlierVersion_isRead() {
    String options =
        "{'spark.clr.averaging': 'driver', "
            + "'spark.clr.averagingFrequency': '7', "
            + "'spark.clr.batchSize': '8', "
            + "'spark.clr.epochs': '1', "
            + "'spark.clr.nonFinite': 'exclude', "
            + "'spark.clr.roundTimeout': '2592000001ms', "
            + "'spark.clr.seed': '-3', "
            + "'spark.clr.shuffle': 'false', "
            + "'spark.clr.updaterState': 'reset', "
            + "'spark.clr.workers': '4', "
            + "'spark.clr.history.path': '/h', "
            + "'spark.clr.model.save': '/m'}";
    try (ClrTrainingMaster master = ClrTrainingMaster.fromJson(json(options))) {
      assertThat(master.toJson())
          .contains(
              "\"driver\"", "\"2592000001ms\"", "\"exclude\"", "\"-3\"", "\"reset\"", "\"/m\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxLr | 1 | unknown option spark.clr.maxLr",
        "workers | 0 | Invalid spark.clr.workers: 0 (must be a whole number from 1 to 100000)",
      })
  void wrongOption_isRefused(String name, String value, String problem) {
    String json = json("{'spark.clr.%s': '%s'}".formatted(name, value));
    assertThatThrownBy(() -> ClrTrainingMaster.fromJson(json))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read the training master: " + problem);
  }

  /** Of options with single quotes. */
  private static String json(String options) {
    String schedule =
        "{'@class': 'io.clrspark.schedule.CyclicLR', 'baseLr': 0.001, 'maxLr': 0.05, 'stepSize': 4}";
    return "{'schedule': %s, 'options': %s}".formatted(schedule, options).replace('\'', '"');
  }

  @Test
  void checkpoints_areRefusedAtOnce() {
    ClrTrainer trainer =
        trainer()
            .checkpoints(Checkpoints.at("/c"))
            .onNonFinite(OnNonFinite.rollback(0.5, 2))
            .build();
    assertThatThrownBy(() -> ClrTrainingMaster.of(trainer))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot keep checkpoints of a run over several calls: where each one ends is not known."
                + " Train with ClrTrainer.fit, or leave them out.");
  }

  @Test
  void textWithoutItsParts_isRefused() {
    assertThatThrownBy(() -> ClrTrainingMaster.fromJson("{\"options\": {}}"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read the training master: it has no object named schedule");
  }

  @Test
  void whatCannotBeDone_saysWhatToUseInstead() {
    assertThatThrownBy(() -> ClrTrainingMaster.of(trainer().epochs(2).build()))
        .hasMessage(
            "Invalid epochs: epochs = 2 (must be 1, the default: each call of fit is one epoch)");
    try (ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build())) {
      SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), network(), master);
      assertThatThrownBy(() -> master.getWorkerInstance(wrapper))
          .hasMessageEndingWith("Call fit on SparkDl4jMultiLayer or SparkComputationGraph.");
      assertThatThrownBy(() -> master.addHook(null)).hasMessageContaining("Use a listener");
      wrapper.fit(data(40));
      assertThatThrownBy(
              () -> new SparkDl4jMultiLayer(SPARK.context(), network(), master).fit(data(40)))
          .isInstanceOf(ClrException.class)
          .hasMessage(
              "Cannot train a second network with one training master: a master is one run. Make a"
                  + " master for each.");
    }
  }

  @Test
  void closedMaster_trainsNoMore() {
    ClrTrainingMaster master = ClrTrainingMaster.of(trainer().build());
    SparkDl4jMultiLayer wrapper = new SparkDl4jMultiLayer(SPARK.context(), network(), master);
    try (master) {
      wrapper.fit(data(40));
    }
    assertThatThrownBy(() -> wrapper.fit(data(40)))
        .hasMessage("Cannot continue training: the run is closed. Open another.");
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(SCHEDULE).workers(2).batchSize(10);
  }

  private static MultiLayerNetwork network() {
    return MasterData.network();
  }

  private static JavaRDD<DataSet> data(int count) {
    return MasterData.rdd(SPARK.context(), count);
  }
}
