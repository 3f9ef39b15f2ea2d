package io.clrspark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.RunCurves;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunStatus;
import io.clrspark.model.SavedModel;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** The trainer as a library user meets it. */
class ClrTrainerTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 4);
  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir private Path folder;

  @Test
  void fit_network_hasFinalStateAndTheScheduleOnAConfigurationOfItsOwn() {
    Adam updater = new Adam(0.3);
    MultiLayerNetwork network = SampleNetworks.mlp(updater);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    String before = configuration.toJson();
    float[] parameters = network.params().toFloatVector();

    TrainingResult result = trainer().epochs(2).build().fit(network, data(100));

    assertThat(configuration.toJson()).isEqualTo(before);
    assertThat(updater).isEqualTo(new Adam(0.3));
    assertThat(network.params().toFloatVector()).isNotEqualTo(parameters);
    assertThat(network.getLayerWiseConfigurations()).isNotSameAs(configuration);
    assertThat(network.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Adam(SCHEDULE));
    assertThat(network.getIterationCount()).isEqualTo(10).isEqualTo(result.iterations());
    assertThat(network.getEpochCount()).isEqualTo(2).isEqualTo(result.epochs());
    network.fit(SampleDataSets.make(10)); // and it still trains by itself
    assertThat(network.getIterationCount()).isEqualTo(11);
  }

  @Test
  void fit_savedModel_restoresWithScheduleUpdaterAndCounts() throws IOException {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(0.3));
    Path file = folder.resolve("model.zip");
    Files.writeString(file, "an earlier file");

    trainer().saveModel(file.toString()).build().fit(network, data(100));

    MultiLayerNetwork restored =
        (MultiLayerNetwork) SavedModel.load(file.toString(), new Configuration()).network();
    assertThat(restored.params()).isEqualTo(network.params());
    assertThat(restored.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(restored.getLayer(1).conf().getLayer().getUpdaterByParam("b"))
        .isEqualTo(new Adam(SCHEDULE));
    assertThat(restored.getIterationCount()).isEqualTo(5);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.zip", ".model.zip.crc");
  }

  @Test
  void fit_restoredModel_goesOnLikeOneThatWasNeverSaved() throws IOException {
    MultiLayerNetwork whole = SampleNetworks.mlp(new Adam(0.3));
    trainer().epochs(2).build().fit(whole, data(100));

    MultiLayerNetwork half = SampleNetworks.mlp(new Adam(0.3));
    File file = folder.resolve("half.zip").toFile();
    trainer().saveModel(file.getPath()).build().fit(half, data(100));
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
    trainer().build().fit(restored, data(100));

    assertThat(restored.params()).isEqualTo(whole.params());
    assertThat(restored.getUpdater().getStateViewArray())
        .isEqualTo(whole.getUpdater().getStateViewArray());
  }

  @Test
  void fixedRate_savedModel_namesNothingOfOurs_andKeepsItsState() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(0.3));
    trainer().build().fit(network, data(100));
    INDArray parameters = network.params().dup();
    INDArray state = network.getUpdater().getStateViewArray().dup();
    FixedRate.set(network, 0.25);
    assertThat(network.getLayerWiseConfigurations().toJson()).doesNotContain("clrspark");
    assertThat(network.params()).isEqualTo(parameters);
    assertThat(network.getUpdater().getStateViewArray()).isEqualTo(state);
    assertThat(network.getIterationCount()).isEqualTo(5);
    assertThat(network.getLayer(0).conf().getLayer().getUpdaterByParam("W").getLearningRate(99, 9))
        .isEqualTo(0.25);
    assertThatThrownBy(() -> FixedRate.set(network, Double.NaN))
        .hasMessage("Invalid rate: NaN (must be a finite number >= 0)");
  }

  @Test
  void fit_scaleFunctionInCode_isRefusedBeforeTrainingWhereAModelIsToBeSaved() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    CyclicLR schedule =
        CyclicLR.builder().baseLr(0.001).maxLr(0.01).stepSize(4).scaleFn(x -> 1 / x).build();
    String file = folder.resolve("model.zip").toString();

    assertThatThrownBy(
            () -> ClrTrainer.builder(schedule).saveModel(file).build().fit(network, data(100)))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot save the model to file:" + file + ": ");
    assertThat(network.getIterationCount()).isZero();

    ClrTrainer.builder(schedule).build().fit(network, data(100));
    assertThat(network.getIterationCount()).isEqualTo(2);
  }

  @Test
  void fit_scaleOutOfBounds_isFoundBeforeTheFirstRound() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    CyclicLR schedule =
        CyclicLR.builder().stepSize(2).scaleFn("x/3").build(); // cycles 1, 2, 3 and 4

    assertThatThrownBy(
            () -> ClrTrainer.builder(schedule).iterations(13).build().fit(network, data(100)))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("4");
    assertThat(network.getIterationCount()).isZero();
  }

  @Test
  void history_onAPath_isReadByViewsAndArrays() {
    String path = folder.resolve("history").toString();

    TrainingResult result =
        trainer()
            .epochs(2)
            .history(path)
            .evaluation("test", data(50))
            .build()
            .fit(SampleNetworks.mlp(new Sgd(1)), data(100));

    HistoryViews history = HistoryViews.register(SPARK.session(), path);
    assertThat(history.history().count()).isEqualTo(20);
    assertThat(history.evaluations().count()).isEqualTo(2);
    Row run = SPARK.session().sql("SELECT status, versions FROM runs").first();
    assertThat(run.getString(0)).isEqualTo("finished");
    assertThat(run.<String, String>getJavaMap(1))
        .containsEntry("java", Runtime.version().toString())
        .containsEntry("spark", SPARK.context().version())
        .containsEntry("scala", jarsVersion(scala.Option.class, "scala-library"))
        .containsEntry("dl4j", jarsVersion(INDArray.class, "nd4j-api"))
        .containsEntry("clr-spark", "unknown") // in no jar
        .hasSize(5);
    RunCurves curves = result.history(SPARK.session()).curves(result.runId());
    assertThat(curves.iterations()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    for (int i = 0; i < 10; i++) {
      assertThat(curves.rates()[i]).isEqualTo(SCHEDULE.rateAt(i));
    }
    assertThat(curves.losses()[9]).isCloseTo(result.trainLoss(), offset(1e-12));
    assertThat(result.historyProblems()).isEmpty();
  }

  private static String jarsVersion(Class<?> in, String artifact) {
    String jar = in.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*/" + artifact + "-(.*)\\.jar", "$1");
  }

  @Test
  void history_inMemory_canBeReadDuringTheRun() {
    MemoryLog log = MemoryLog.open("in-memory");
    TrainingObserver reader =
        new TrainingObserver() {
          @Override
          public void roundFinished(RoundSummary round, RunControl control) {
            assertThat(HistoryViews.of(SPARK.session(), log).history().count())
                .isEqualTo(2L * round.nextIteration());
          }
        };

    TrainingResult result =
        trainer()
            .history(log)
            .observer(reader)
            .build()
            .fit(SampleNetworks.mlp(new Sgd(1)), data(100));

    assertThat(result.runId()).isEqualTo("in-memory");
    assertThat(result.history(SPARK.session()).history().count()).isEqualTo(10);
  }

  @Test
  void evaluation_ofTheFinalNetwork_isDl4jsOwn() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1), builder -> builder.l2(0.01));
    TrainingResult result =
        trainer().epochs(8).evaluation("test", data(90)).build().fit(network, data(100));

    List<EvaluationRow> evaluations = result.evaluations();
    assertThat(evaluations)
        .extracting(EvaluationRow::epoch)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    EvaluationRow last = evaluations.get(7);
    DataSet test = SampleDataSets.make(90);
    assertThat(last.iteration()).isEqualTo(40);
    assertThat(last.lr()).isEqualTo(SCHEDULE.rateAt(39));
    assertThat(last.examples()).isEqualTo(90);
    assertThat(last.loss()).isCloseTo(network.score(test, false), offset(1e-6));
    org.nd4j.evaluation.classification.Evaluation evaluation =
        new org.nd4j.evaluation.classification.Evaluation();
    evaluation.eval(test.getLabels(), network.output(test.getFeatures()));
    assertThat(last.accuracy()).isEqualTo(evaluation.accuracy());
  }

  @Test
  void observer_resetAfterARound_takesEffectAtTheNextAndIsRecorded() {
    TrainingObserver resets =
        new TrainingObserver() {
          @Override
          public void roundFinished(RoundSummary round, RunControl control) {
            if (round.round() == 1) {
              control.reset(Reset.none().maxLr(0.5).stepSize(10));
            }
          }
        };
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));

    RecordedRun history =
        RecordedRun.train(
            trainer().averagingFrequency(2).epochs(2).observer(resets), network, data(100));

    // Rounds of 2, 2 and 1 iterations: the second ends before iteration 4.
    CyclicLR expected = SCHEDULE.reset(4, Reset.none().maxLr(0.5).stepSize(10));
    for (HistoryRow row : history.rows) {
      assertThat(row.lr()).isEqualTo(expected.rateAt(row.iteration()));
    }
    assertThat(history.events)
        .extracting(event -> event.status())
        .containsExactly(RunStatus.STARTED, RunStatus.RESET, RunStatus.FINISHED);
    assertThat(history.events.get(1).reset())
        .isEqualTo(new io.clrspark.history.log.RateReset(4, 0.001, 0.5, 10, SCHEDULE.maxLr()));
    assertThat(network.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Adam(expected));
  }

  @Test
  void plannedReset_insideARound_appliesAtExactlyThatIteration() {
    CyclicLR schedule = SCHEDULE.reset(3, Reset.none().baseLr(0.01));
    RecordedRun history =
        RecordedRun.train(
            ClrTrainer.builder(schedule).batchSize(10).averagingFrequency(100),
            SampleNetworks.mlp(new Adam(1)),
            data(100));

    assertThat(history.rows)
        .filteredOn(row -> row.worker() == 0)
        .extracting(HistoryRow::lr)
        .containsExactly(0.001, SCHEDULE.rateAt(1), SCHEDULE.rateAt(2), 0.01, schedule.rateAt(4));
  }

  @Test
  void schedule_ofAnotherKind_trainsToo() {
    StepSchedule steps = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 2);
    RecordedRun history =
        RecordedRun.train(
            ClrTrainer.builder(steps).batchSize(10), SampleNetworks.mlp(new Adam(1)), data(100));

    assertThat(history.rows)
        .allSatisfy(row -> assertThat(row.lr()).isEqualTo(steps.valueAt(row.iteration(), 0)));
  }

  @Test
  void failure_inARound_leavesTheLastRoundsNetworkAndTheContextAlive() {
    TrainingObserver fails =
        new TrainingObserver() {
          @Override
          public void roundFinished(RoundSummary round, RunControl control) {
            if (round.round() == 1) {
              throw new IllegalStateException("the observer is broken");
            }
          }
        };
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));

    assertThatThrownBy(
            () -> trainer().averagingFrequency(2).observer(fails).build().fit(network, data(100)))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot train from iteration 4: IllegalStateException: the observer is broken");
    assertThat(network.getIterationCount()).isEqualTo(4);
    assertThat(SPARK.context().parallelize(List.of(1, 2, 3)).count()).isEqualTo(3);
  }

  @Test
  void fit_afterwards_noCachedDataIsLeft() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    trainer().evaluation("test", data(50)).build().fit(network, data(100));
    assertThat(SPARK.context().getPersistentRDDs()).isEmpty();

    assertThatThrownBy(() -> trainer().evaluation("test", data(0)).build().fit(network, data(100)))
        .isInstanceOf(ClrException.class);
    assertThat(SPARK.context().getPersistentRDDs()).isEmpty();
  }

  @Test
  void data_withoutExamples_isAnError() {
    assertThatThrownBy(() -> trainer().build().fit(SampleNetworks.mlp(new Sgd(1)), data(0)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train: the data has no examples. Check the path, or the filter before it.");
  }

  @Test
  void data_withEmptyPartitions_trains() {
    JavaRDD<DataSet> sparse = data(60).union(data(0)).union(data(40));
    TrainingResult result = trainer().build().fit(SampleNetworks.mlp(new Sgd(1)), sparse);
    assertThat(result.iterations()).isEqualTo(5);
  }

  @Test
  void data_thatDoesNotFitTheNetwork_isAnErrorThatNamesBothSizes() {
    MultiLayerNetwork network =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(1))
                .list()
                .layer(SampleNetworks.tanhLayer(9, 16).build())
                .layer(SampleNetworks.outputLayer(16).build())
                .build());
    assertThatThrownBy(() -> trainer().build().fit(network, data(100)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train: the data has 8 features per example, but the network's first layer takes"
                + " 9. Change the one or the other.");
  }

  static Stream<Arguments> wrongOptions() {
    return Stream.of(
        option(
            "epochs and iterations",
            trainer -> trainer.epochs(1).iterations(5).build(),
            "Invalid iterations: 5 (epochs = 1 is set too: give one of them)"),
        option(
            "workers",
            trainer -> trainer.workers(0),
            "Invalid workers: 0 (must be a whole number from 1 to 100000)"),
        option(
            "batchSize",
            trainer -> trainer.batchSize(-1),
            "Invalid batchSize: -1 (must be a whole number from 1 to 2147483647)"),
        option(
            "averagingFrequency",
            trainer -> trainer.averagingFrequency(0),
            "Invalid averagingFrequency: 0 (must be a whole number from 1 to 2147483647)"));
  }

  private static Arguments option(String name, Consumer<ClrTrainerBuilder> set, String message) {
    return argumentSet(name, set, message);
  }

  @ParameterizedTest
  @MethodSource("wrongOptions")
  void wrongOption_isAnError(Consumer<ClrTrainerBuilder> set, String message) {
    ClrTrainerBuilder trainer = trainer();
    assertThatThrownBy(() -> set.accept(trainer)).hasMessage(message);
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(SCHEDULE).workers(2).batchSize(10);
  }

  private static JavaRDD<DataSet> data(int examples) {
    return SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(examples), 40, 2);
  }
}
