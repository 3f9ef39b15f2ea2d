package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.examples.store.WorkerAssignment;
import io.clrspark.history.HistoryViews;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.Bits;
import io.clrspark.testing.KilledRuns;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Numbers that are not finite never enter an average, and what comes then is as asked. */
class NonFiniteTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static final CyclicLR CALM = CyclicLR.triangular(0.01, 0.1, 4);

  private static final CyclicLR WILD = CyclicLR.triangular(0.01, 1e39, 4);

  private static final double TAMED = 1e-40; // of 1e39: 0.1
  private static final int BAD = 5;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"NaN, loss NaN", "Infinity, parameters that are NaN or infinite"})
  void fail_namesIterationWorkerRateAndLoss_andKeepsTheLastGoodRound(double value, String what) {
    DataSet data = SampleDataSets.make(40);
    data.getFeatures().putScalar(BAD, 0, value);
    int worker = new WorkerAssignment(42, 2).worker(BAD);
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(0.1));
    List<Long> before = Bits.of(network.params());
    assertThatThrownBy(() -> trainer(CALM).averagingFrequency(10).build().fit(network, rdd(data)))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot continue training: worker "
                + worker
                + " has "
                + what
                + " at iteration [0-4], rate 0\\.\\d+\\."
                + " Try a lower maxLr, or look at the data\\.");
    assertThat(Bits.of(network.params())).isEqualTo(before);
    assertThat(views().history().where("worker = " + worker).count()).isEqualTo(5);
    assertThat(views().runs().first().<String>getAs("status")).isEqualTo("failed");
  }

  @ParameterizedTest
  @EnumSource(
      value = Averaging.class,
      names = {"DRIVER", "EXECUTORS"})
  void exclude_averagesTheOtherWorkers_andSaysWhatWasNotUsed(Averaging averaging) {
    DataSet data = SampleDataSets.make(40);
    data.getFeatures().putScalar(BAD, 0, Double.NaN);
    WorkerAssignment deal = new WorkerAssignment(42, 2);
    int bad = deal.worker(BAD);
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(0.1));
    CyclicLR constant = CyclicLR.triangular(0.1, 0.1, 1);
    TrainingResult result =
        trainer(constant)
            .batchSize(100)
            .epochs(1)
            .averaging(averaging)
            .onNonFinite(OnNonFinite.exclude())
            .build()
            .fit(network, rdd(data));
    assertThat(result.trainLoss()).isFinite();
    List<Integer> good = new ArrayList<>();
    for (int g = 0; g < 40; g++) {
      if (deal.worker(g) != bad) {
        good.add(g);
      }
    }
    int[] places = good.stream().mapToInt(Integer::intValue).toArray();
    MultiLayerNetwork alone = SampleNetworks.mlp(new Sgd(0.1));
    alone.fit(data.getFeatures().getRows(places), data.getLabels().getRows(places));
    assertThat(network.params().equalsWithEps(alone.params(), 1e-6)).isTrue();
    assertThat(views().history().count()).isEqualTo(2);
    assertThat(views().runs().first().<String>getAs("status")).isEqualTo("finished");
    assertThat(folder.resolve("history/runs/run_id=run/00001-excluded.json"))
        .content()
        .contains(
            "worker "
                + bad
                + " has loss NaN at iteration 0, rate 0.1; not in the average: its "
                + (40 - good.size())
                + " examples of minibatches 0 to 0 of epoch 0");
  }

  @Test
  void exclude_failsWhereNoWorkerIsSound() {
    DataSet data = SampleDataSets.make(40);
    data.getFeatures().assign(Double.NaN);
    assertThatThrownBy(
            () ->
                trainer(CALM)
                    .onNonFinite(OnNonFinite.exclude())
                    .build()
                    .fit(SampleNetworks.mlp(new Sgd(0.1)), rdd(data)))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("worker 0 has loss NaN at iteration 0");
  }

  @Test
  void rollback_goesOnFromTheCheckpoint_withALowerMaxLr() {
    DataSet data = SampleDataSets.make(40);
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(0.1));
    CyclicLR calmThenWild = CALM.reset(9, Reset.none().maxLr(1e39));
    ClrTrainerBuilder trainer =
        trainer(calmThenWild)
            .checkpoints(at().everyIterations(5))
            .onNonFinite(OnNonFinite.rollback(TAMED, 1));
    TrainingResult result = trainer.build().fit(network, rdd(data));
    // Rounds of 5 iterations; the one from 10 on fails, and the newest checkpoint is of 10.
    CyclicLR expected = calmThenWild.reset(10, Reset.none().maxLr(1e39 * TAMED));
    MultiLayerNetwork same = SampleNetworks.mlp(new Sgd(0.1));
    ClrTrainer.builder(expected).workers(2).batchSize(4).epochs(4).build().fit(same, rdd(data));
    assertThat(Bits.of(network.params())).isEqualTo(Bits.of(same.params()));
    assertThat(result.historyProblems()).isEmpty();
    List<Row> rates =
        views().history().where("worker = 0").orderBy("iteration").select("lr").collectAsList();
    assertThat(rates).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(rates.get(i).getDouble(0)).isEqualTo(expected.rateAt(i));
    }
    Row run = views().runs().first();
    Row reset = run.<Row>getList(run.fieldIndex("resets")).get(0);
    assertThat(reset.<Integer>getAs("iteration")).isEqualTo(10);
    assertThat(reset.<Double>getAs("old_max_lr")).isEqualTo(1e39);
    assertThat(reset.<Double>getAs("max_lr")).isEqualTo(1e39 * TAMED);
    assertThat(reset.<String>getAs("reason")).contains("went back from iteration 10 to 10");
  }

  @Test
  void rollback_dropsLaterRows_andLowersPlannedResetsToo() {
    DataSet data = SampleDataSets.make(40);
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(0.1));
    CyclicLR planned = CyclicLR.triangular(0, 0.1, 4).reset(16, Reset.none().maxLr(1e39));
    trainer(planned)
        .checkpoints(at().everyIterations(10))
        .onNonFinite(OnNonFinite.rollback(TAMED, 1))
        .build()
        .fit(network, rdd(data));
    // Rounds of 5 iterations; the one from 15 on fails, and the newest checkpoint is of 10.
    CyclicLR expected =
        planned
            .resetNow(10, Reset.none().maxLr(0.1 * TAMED))
            .resetNow(16, Reset.none().maxLr(1e39 * TAMED));
    MultiLayerNetwork same = SampleNetworks.mlp(new Sgd(0.1));
    ClrTrainer.builder(expected).workers(2).batchSize(4).epochs(4).build().fit(same, rdd(data));
    assertThat(Bits.of(network.params())).isEqualTo(Bits.of(same.params()));
    List<Row> rates =
        views().history().where("worker = 0").orderBy("iteration").select("lr").collectAsList();
    assertThat(rates).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(rates.get(i).getDouble(0)).isEqualTo(expected.rateAt(i));
    }
    Row run = views().runs().first();
    assertThat(run.getList(run.fieldIndex("resets"))).hasSize(1);
    assertThat(run.<String>getAs("schedule")).contains("\"atIteration\":16");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rollback_isThereOnce_whereTheProcessDiedAfterIt(boolean beforeItsCheckpoint)
      throws IOException {
    JavaRDD<DataSet> data = rdd(SampleDataSets.make(40));
    // Checkpoints of 0, 5 and 10; the round from 10 on fails, and another of 10 has the reset.
    KilledRuns.die(rollingBack(), 15, SampleNetworks.mlp(new Sgd(0.1)), data);
    if (beforeItsCheckpoint) {
      Files.delete(folder.resolve("checkpoints/run_id=run/checkpoint-0000000004.json"));
    }
    KilledRuns.fit(rollingBack().resume("run"), SampleNetworks.mlp(new Sgd(0.1)), data);
    Row run = views().runs().first();
    assertThat(run.<String>getAs("status")).isEqualTo("finished");
    assertThat(run.<Row>getList(run.fieldIndex("resets")))
        .extracting(reset -> reset.<Integer>getAs("iteration"))
        .containsExactly(10);
    assertThat(run.<Integer>getAs("resumes")).isEqualTo(beforeItsCheckpoint ? 3 : 2);
  }

  private ClrTrainerBuilder rollingBack() {
    return trainer(CALM.reset(9, Reset.none().maxLr(1e39)))
        .checkpoints(at().everyIterations(5).keep(9))
        .onNonFinite(OnNonFinite.rollback(TAMED, 1));
  }

  @Test
  void rollback_isTriedThatOften() {
    assertThatThrownBy(() -> wild(OnNonFinite.rollback(0.9, 2)))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("The run has gone back 2 times already. Try lower rates.");
    Row run = views().runs().first();
    assertThat(run.getList(run.fieldIndex("resets"))).hasSize(2);
    assertThat(run.<Integer>getAs("resumes")).isEqualTo(2);
  }

  @Test
  void rollback_failsWhereMaxLrWouldReachBaseLr() {
    assertThatThrownBy(() -> wild(OnNonFinite.rollback(1e-42, 2)))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot continue training: worker ")
        .hasMessageContaining(" at iteration ")
        .hasMessageEndingWith("it would reach baseLr = 0.01. Try lower rates.");
    assertThat(views().history().count()).isEqualTo(10);
  }

  private void wild(OnNonFinite rule) {
    trainer(WILD)
        .checkpoints(at())
        .onNonFinite(rule)
        .build()
        .fit(SampleNetworks.mlp(new Sgd(0.1)), rdd(SampleDataSets.make(40)));
  }

  private Checkpoints at() {
    return Checkpoints.at(folder.resolve("checkpoints").toString());
  }

  private ClrTrainerBuilder trainer(CyclicLR schedule) {
    return ClrTrainer.builder(schedule)
        .workers(2)
        .batchSize(4)
        .epochs(4)
        .runId("run")
        .history(folder.resolve("history").toString());
  }

  private JavaRDD<DataSet> rdd(DataSet data) {
    return SampleDataSets.rdd(SPARK.context(), data, 7, 2);
  }

  private HistoryViews views() {
    return HistoryViews.of(SPARK.session(), folder.resolve("history").toString());
  }
}
