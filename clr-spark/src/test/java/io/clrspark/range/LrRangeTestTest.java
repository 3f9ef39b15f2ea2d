package io.clrspark.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.SweepMode;
import io.clrspark.history.HistoryViews;
import io.clrspark.network.Network;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeEnd;
import io.clrspark.range.curve.RangeSettings;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleCurves;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Range tests on a cluster, as a library user meets them. */
class LrRangeTestTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir private Path folder;

  @Test
  void network_staysAsItWas_withCountersUpdaterStateAndTheThreadsRandomState() {
    MultiLayerNetwork network = network(new Adam(0.01));
    ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 5))
        .batchSize(8)
        .build()
        .fit(network, data(100));
    INDArray parameters = network.params().dup();
    INDArray state = network.getUpdater().getStateViewArray().dup();
    String configuration = network.getLayerWiseConfigurations().toJson();
    double score = network.score();
    Nd4j.getRandom().setSeed(99);
    Nd4j.rand(3);
    long root = Nd4j.getRandom().rootState();
    long node = Nd4j.getRandom().nodeState();

    RangeTestResult result =
        LrRangeTest.exponential(1e-4, 100, 40).run(network, data(100), run -> run.batchSize(8));

    assertThat(result.curve().points()).isGreaterThan(10);
    assertThat(network.params()).isEqualTo(parameters);
    assertThat(network.getUpdater().getStateViewArray()).isEqualTo(state);
    assertThat(network.getLayerWiseConfigurations().toJson()).isEqualTo(configuration);
    assertThat(network.getIterationCount()).isEqualTo(7);
    assertThat(network.getEpochCount()).isEqualTo(1);
    assertThat(network.score()).isEqualTo(score);
    assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
    assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
  }

  @Test
  void linearSweep_isTheTriangularPolicysFirstHalfCycle_inTheHistory() {
    RangeTestResult result =
        LrRangeTest.linear(0.001, 0.006, 30)
            .run(
                network(new Sgd()),
                data(100),
                run -> run.batchSize(8).history(path()).runId("linear"));
    CyclicLR planned = CyclicLR.triangular(0.001, 0.006, 30);
    double[] rates = HistoryViews.of(SPARK.session(), path()).curves("linear").rates();
    assertThat(rates)
        .containsExactly(IntStream.range(0, 30).mapToDouble(planned::rateAt).toArray());
    assertThat(result.curve().rates()).containsExactly(rates);
    assertThat(result.curve().end()).isEqualTo(RangeEnd.COMPLETED);
  }

  @Test
  void trainedNetwork_isTestedFromItsIterationOn() {
    MultiLayerNetwork network = network(new Adam());
    network.setIterationCount(1000);
    network.getLayerWiseConfigurations().setIterationCount(1000);
    for (SweepMode mode : SweepMode.values()) {
      String id = mode.toString();
      RangeTestResult result =
          LrRangeTest.of(mode, 0.001, 0.01, 5)
              .run(network, data(40), run -> run.batchSize(8).history(path()).runId(id));
      assertThat(HistoryViews.of(SPARK.session(), path()).curves(id).iterations())
          .containsExactly(1000, 1001, 1002, 1003, 1004);
      assertThat(result.curve().rates()[0]).isEqualTo(0.001);
    }
  }

  @Test
  void history_isARangeTests_andGivesTheSameCurveAndSuggestions() {
    RangeTestResult result =
        LrRangeTest.exponential(1e-3, 100, 60)
            .smoothing(0.8)
            .stopFactor(6)
            .run(
                network(new Sgd()),
                data(201),
                run ->
                    run.workers(3)
                        .batchSize(16)
                        .history(path())
                        .runId("mine")
                        .configuration(Map.of("spark.clr.range.smoothing", "other")));
    HistoryViews history = HistoryViews.of(SPARK.session(), path());
    Row run = history.runs().head();
    assertThat(run.<String>getAs("kind")).isEqualTo("range_test");
    assertThat(run.<String>getAs("status")).isEqualTo("finished");
    assertThat(run.<String>getAs("schedule")).contains("ExponentialSweep");
    Map<String, Double> metrics = run.getJavaMap(run.fieldIndex("metrics"));
    Suggestion found = result.suggestions().recommended().orElseThrow();
    assertThat(metrics)
        .containsEntry(found.rule() + "_base_lr", found.baseLr())
        .containsEntry(found.rule() + "_max_lr", found.maxLr())
        .containsEntry("iterations", (double) result.curve().points());

    RangeCurve read = RangeCurve.of(history, "mine");
    assertThat(read.settings()).isEqualTo(new RangeSettings(60, 0.8, 6));
    assertThat(read.rates()).containsExactly(result.curve().rates());
    assertThat(read.losses()).containsExactly(result.curve().losses(), offset(1e-12));
    assertThat(read.smoothedLosses())
        .containsExactly(result.curve().smoothedLosses(), offset(1e-12));
    assertThat(read.accuracies()).containsExactly(result.curve().accuracies(), offset(1e-12));
    assertThat(Suggestions.of(read).recommended()).contains(found);
    assertThat(history.history().count()).isEqualTo(3L * result.curve().points());
  }

  @Test
  void runThatIsNoRangeTest_hasNoCurve() {
    ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 5))
        .history(path())
        .runId("training")
        .build()
        .fit(network(new Sgd()), data(40));
    HistoryViews history = HistoryViews.of(SPARK.session(), path());
    assertThatThrownBy(() -> RangeCurve.of(history, "training"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read the range test training: the run's kind is train.");
  }

  @Test
  void loss_isAveragedOverWorkersByTheirExamples() {
    RangeTestResult result =
        LrRangeTest.exponential(1e-6, 1e-5, 2)
            .run(
                network(new Sgd()),
                data(21), // 11 and 10, in minibatches of 8: 8 and 8, 3 and 2
                run -> run.batchSize(8).history(path()));
    List<Row> rows =
        HistoryViews.of(SPARK.session(), path()).history().where("iteration = 1").collectAsList();
    double sum = 0;
    long examples = 0;
    for (Row row : rows) {
      sum += row.<Double>getAs("loss") * row.<Integer>getAs("examples");
      examples += row.<Integer>getAs("examples");
    }
    assertThat(examples).isEqualTo(5);
    assertThat(result.curve().losses()[1]).isCloseTo(sum / examples, offset(1e-12));
  }

  @Test
  void divergence_endsTheRunAtOnce_orAfterTheRound() {
    LrRangeTest test = LrRangeTest.exponential(1e-3, 1e6, 90).smoothing(0);
    RangeTestResult each = test.run(network(new Sgd()), data(200), run -> run.history(path()));
    assertThat(each.curve().end()).isNotEqualTo(RangeEnd.COMPLETED);
    assertThat(each.curve().points()).isEqualTo(each.run().iterations()).isLessThan(90);
    assertThat(HistoryViews.of(SPARK.session(), path()).iterations().count())
        .isEqualTo(each.curve().points());

    RangeTestResult rounds =
        test.run(network(new Sgd()), data(200), run -> run.averagingFrequency(4).batchSize(5));
    assertThat(rounds.curve().end()).isNotEqualTo(RangeEnd.COMPLETED);
    assertThat(rounds.run().iterations() - rounds.curve().points()).isBetween(0, 3);
    assertThat(rounds.run().iterations() % 4).isZero();
  }

  @Test
  void heldOutData_isScoredEveryKIterations() {
    RangeTestResult result =
        LrRangeTest.exponential(1e-4, 1e-2, 23)
            .run(
                network(new Sgd()),
                data(100), // 7 iterations an epoch
                run -> run.batchSize(8).evaluation("test", data(30)).evaluationFrequency(5));
    assertThat(result.run().evaluations())
        .extracting(row -> List.of(row.iteration(), row.examples(), row.epoch()))
        .containsExactly(
            List.of(5, 30L, 0), List.of(10, 30L, 1), List.of(15, 30L, 2), List.of(20, 30L, 2));
    assertThat(result.run().evaluations().get(3).lr()).isEqualTo(result.curve().rates()[19]);

    RangeTestResult byEpoch =
        LrRangeTest.exponential(1e-4, 1e-2, 15)
            .run(
                network(new Sgd()),
                data(100),
                run -> run.batchSize(8).evaluation("test", data(30)).evaluationFrequency(7));
    assertThat(byEpoch.run().evaluations())
        .extracting(row -> List.of(row.iteration(), row.epoch()))
        .containsExactly(List.of(7, 1), List.of(14, 2));
  }

  @Test
  void averaging_isAfterEachUpdate_unlessSet() {
    LrRangeTest.exponential(1e-4, 1e-2, 14)
        .run(network(new Sgd()), data(100), run -> run.batchSize(8).history(path()));
    assertThat(
            HistoryViews.of(SPARK.session(), path()).history().select("round").distinct().count())
        .isEqualTo(14);
  }

  @Test
  void preparedOptions_areAsGoodAsALambda() {
    LrRangeTest test = LrRangeTest.exponential(1e-4, 1, 20);
    Network network = Network.of(network(new Adam()));
    RangeTestResult prepared =
        test.run(
            network,
            data(100),
            test.options(network).workers(3).batchSize(8).history(path()).runId("prepared"));
    RangeTestResult lambda = test.run(network, data(100), run -> run.workers(3).batchSize(8));
    assertThat(prepared.curve().rates()).containsExactly(lambda.curve().rates());
    assertThat(prepared.curve().losses()).containsExactly(lambda.curve().losses());
    HistoryViews history = HistoryViews.of(SPARK.session(), path());
    assertThat(history.runs().head().<String>getAs("kind")).isEqualTo("range_test");
    assertThat(history.history().select("round").distinct().count()).isEqualTo(20);
  }

  @Test
  void preparedOptions_ofOtherRates_areRefused() {
    LrRangeTest test = LrRangeTest.exponential(1e-4, 1, 20);
    Network network = Network.of(network(new Sgd()));
    assertThatThrownBy(
            () ->
                test.run(network, data(10), LrRangeTest.exponential(1e-5, 1, 20).options(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid options: their rates are those of ExponentialSweep(minLr=1.0E-5, maxLr=1.0,"
                + " iterations=20, atIteration=0) (must be from options(network) of this test,"
                + " with the network as it is)");
  }

  @Test
  void networkWithoutAccuracy_isSuggestedByItsLoss() {
    double[] losses = Arrays.copyOf(SampleCurves.elbow(), 24);
    RangeCurve curve =
        RangeCurve.of(
            SampleCurves.rates(24), losses, SampleCurves.none(24), new RangeSettings(24, 0, 4));
    assertThat(Suggestions.of(curve).recommended()).isPresent();
  }

  @Test
  void argumentsThatBreakARule_areRefused() {
    assertThatThrownBy(() -> LrRangeTest.exponential(0, 1, 10))
        .hasMessage("Invalid minLr: 0.0 (must be a finite number > 0)");
    assertThatThrownBy(() -> LrRangeTest.exponential(0.1, 1, 1L << 31))
        .hasMessage("Invalid iterations: 2147483648 (must be from 1 to 2147483647)");
    assertThatThrownBy(() -> LrRangeTest.linear(2, 1, 10)).hasMessageStartingWith("Invalid maxLr");
    assertThatThrownBy(
            () ->
                LrRangeTest.linear(0, 1, 10)
                    .run(network(new Sgd()), data(10), run -> run.saveModel("model.zip")))
        .hasMessage("Invalid saveModel: model.zip (a range test leaves no trained network)");
  }

  private String path() {
    return folder.resolve("history").toString();
  }

  private static JavaRDD<DataSet> data(int examples) {
    return SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(examples), 1, 2);
  }

  /** With dropout, so that training draws random numbers. */
  private static MultiLayerNetwork network(IUpdater updater) {
    return SampleNetworks.mlp(updater, options -> options.dropOut(0.9));
  }
}
