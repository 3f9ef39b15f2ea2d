package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.verify.HistoryCheck;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.schedule.shape.Cooldown;
import io.clrspark.schedule.shape.OneCycle;
import io.clrspark.schedule.shape.WarmUp;
import io.clrspark.testing.KilledRuns;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.Checkpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Whatever kind of run it is: killed and resumed, it ends as one that was never stopped. */
class ResumedRunsTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static final CyclicLR SCHEDULE = CyclicLR.triangular2(0.001, 0.02, 7);

  private static final String DIVIDE = DataProperties.DIVIDE.key();

  @TempDir Path folder;

  private enum Kind {
    AVERAGED_ON_EXECUTORS,
    UPDATER_RESET_EACH_ROUND,
    EVALUATED_EVERY_FIVE,
    GRAPH,
    TRAINED_BEFORE,
    STOPPED,
    RESET_BEFORE_A_PLANNED_ONE,
    ONE_CYCLE,
    RESET_BEHIND_A_WARM_UP
  }

  private ClrTrainerBuilder trainer(String run, Kind kind) {
    ClrTrainerBuilder trainer =
        switch (kind) {
          case ONE_CYCLE -> trainer(run, OneCycle.of(0.02, 21));
          case RESET_BEHIND_A_WARM_UP -> trainer(run, warmedUp());
          default -> trainer(run);
        };
    return switch (kind) {
      case AVERAGED_ON_EXECUTORS -> trainer.averaging(Averaging.EXECUTORS);
      case UPDATER_RESET_EACH_ROUND -> trainer.updaterState(UpdaterState.RESET);
      case EVALUATED_EVERY_FIVE -> trainer.evaluationFrequency(5);
      case STOPPED -> trainer.observer(new StopAt(14));
      case RESET_BEFORE_A_PLANNED_ONE, RESET_BEHIND_A_WARM_UP -> trainer.observer(new ResetAt(8));
      case GRAPH, TRAINED_BEFORE, ONE_CYCLE -> trainer;
    };
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void killedAndResumed_isAsIfNeverStopped(Kind kind) {
    Model whole = network(kind);
    KilledRuns.fit(trainer("whole", kind), whole, data());
    KilledRuns.die(trainer("run", kind), 12, network(kind), data());
    Model resumed = network(kind);
    KilledRuns.fit(trainer("run", kind).resume("run"), resumed, data());
    assertEnded(resumed, whole);
  }

  /** Killed between the last checkpoint and the end, so that resuming has nothing left to train. */
  @Test
  void stoppedRun_killedAtItsEnd_isNotTrainedOn() {
    Model whole = network(Kind.STOPPED);
    KilledRuns.fit(trainer("whole").observer(new StopAt(14)), whole, data());
    Path nowhere = folder.resolve("model");
    assertThatThrownBy(
            () ->
                KilledRuns.fit(
                    trainer("run").observer(new StopAt(14, nowhere)).saveModel(nowhere.toString()),
                    network(Kind.STOPPED),
                    data()))
        .hasMessageStartingWith("Cannot save the model to ");
    Model resumed = network(Kind.STOPPED);
    KilledRuns.fit(trainer("run").resume("run"), resumed, data());
    assertEnded(resumed, whole);
  }

  @Test
  void heldOutData_thatChanged_isRefused() {
    KilledRuns.die(trainer("run"), 12, network(Kind.GRAPH), data());
    ClrTrainerBuilder other =
        trainer("run").evaluation("test", rdd(SampleDataSets.make(99))).resume("run");
    assertThatThrownBy(() -> KilledRuns.fit(other, network(Kind.GRAPH), data()))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot resume run run: checksum of the held-out data \"test\" was [0-9a-f]{16} and is"
                + " [0-9a-f]{16}, which would change the result\\..*");
  }

  @Test
  void heldOutData_thatAPropertyChanged_isToldWithTheProperty() {
    ClrTrainerBuilder before = trainer("run").configuration(Map.of(DIVIDE, "16", "spark.x", "1"));
    KilledRuns.die(before, 12, network(Kind.GRAPH), data());
    ClrTrainerBuilder other =
        trainer("run")
            .configuration(Map.of("spark.x", "2"))
            .evaluation("test", rdd(SampleDataSets.make(99)))
            .resume("run");
    assertThatThrownBy(() -> KilledRuns.fit(other, network(Kind.GRAPH), data()))
        .hasMessageStartingWith(
            "Cannot resume run run: "
                + DIVIDE
                + " was 16 and is not set (checksum of the held-out");
  }

  /** Both make the run's two cycles alike; the third is of a longer run. */
  @Test
  void scaleFunctionInCode_thatGoesOnWhereTheOldOneEnded_isTheSame() {
    KilledRuns.die(scaled(1, 0.5), 12, network(Kind.GRAPH), data());
    ClrTrainerBuilder longer = scaled(1, 0.5, 0.25).epochs(6).resume("run");
    assertThat(KilledRuns.fit(longer, network(Kind.GRAPH), data()).iterations()).isEqualTo(42);
  }

  @Test
  void scaleFunctionInCode_thatChanged_isRefused() {
    KilledRuns.die(scaled(1, 0.5), 12, network(Kind.GRAPH), data());
    ClrTrainerBuilder other = scaled(1, 0.4).resume("run");
    assertThatThrownBy(() -> KilledRuns.fit(other, network(Kind.GRAPH), data()))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot resume run run: scaleFn, a function in code, gives other rates for iterations 0 to"
                + " 20 than it did, which would change the result. Set it back, or start a new run.");
  }

  private ClrTrainerBuilder scaled(double... heights) {
    CyclicLR schedule =
        CyclicLR.builder()
            .baseLr(0.001)
            .maxLr(0.02)
            .stepSize(7)
            .scaleFn(cycle -> heights[(int) cycle - 1])
            .build();
    return trainer("run", schedule);
  }

  private void assertEnded(Model resumed, Model whole) {
    KilledRuns.assertSame(resumed, whole);
    HistoryViews views = KilledRuns.views(SPARK, folder.resolve("history"));
    for (String run : List.of("run", "whole")) {
      assertThat(KilledRuns.run(views, run).<String>getAs("status")).isEqualTo("finished");
    }
    KilledRuns.assertSameRows(views, "run", "whole");
    assertThat(
            HistoryCheck.of(views.runs().sparkSession(), folder.resolve("history").toString())
                .problems())
        .isEmpty();
  }

  private static Model network(Kind kind) {
    if (kind == Kind.GRAPH) {
      ComputationGraph graph =
          new ComputationGraph(
              new NeuralNetConfiguration.Builder()
                  .seed(7)
                  .updater(new Adam(0.1))
                  .graphBuilder()
                  .addInputs("in")
                  .addLayer(
                      "hidden", SampleNetworks.tanhLayer(SampleDataSets.FEATURES, 16).build(), "in")
                  .addLayer("out", SampleNetworks.outputLayer(16).build(), "hidden")
                  .setOutputs("out")
                  .build());
      graph.init();
      return graph;
    }
    var network = SampleNetworks.mlp(new Adam(0.1), options -> options.dropOut(0.7));
    if (kind == Kind.TRAINED_BEFORE) {
      network.setIterationCount(40);
      network.setEpochCount(2);
    }
    return network;
  }

  private ClrTrainerBuilder trainer(String run) {
    return trainer(run, SCHEDULE.reset(16, Reset.none().maxLr(0.01)));
  }

  private static Schedule warmedUp() {
    return new Cooldown(new WarmUp(SCHEDULE, 3, 0), 18, 3, 0.0001, Curve.LINEAR);
  }

  private ClrTrainerBuilder trainer(String run, Schedule schedule) {
    return ClrTrainer.builder(schedule)
        .workers(2)
        .batchSize(8)
        .averagingFrequency(2)
        .epochs(3)
        .evaluation("test", data())
        .runId(run)
        .history(folder.resolve("history").toString())
        .checkpoints(Checkpoints.at(folder.resolve("checkpoints").toString()).everyIterations(7));
  }

  private static JavaRDD<DataSet> data() {
    return rdd(SampleDataSets.make(100)); // seven iterations an epoch
  }

  private static JavaRDD<DataSet> rdd(DataSet examples) {
    return SampleDataSets.rdd(SPARK.context(), examples, 16, 3);
  }

  private static final class StopAt implements TrainingObserver {
    private final int iteration;
    private final Optional<Path> blocked;

    StopAt(int iteration) {
      this(iteration, Optional.empty());
    }

    /** And puts a folder where the model is to be. */
    StopAt(int iteration, Path blocked) {
      this(iteration, Optional.of(blocked));
    }

    private StopAt(int iteration, Optional<Path> blocked) {
      this.iteration = iteration;
      this.blocked = blocked;
    }

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      if (round.nextIteration() == iteration) {
        control.stop();
        blocked.ifPresent(path -> path.resolve("x").toFile().mkdirs());
      }
    }
  }

  private static final class ResetAt implements TrainingObserver {
    private final int iteration;

    ResetAt(int iteration) {
      this.iteration = iteration;
    }

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      if (round.nextIteration() == iteration) {
        control.reset(Reset.none().maxLr(0.005));
      }
    }
  }
}
