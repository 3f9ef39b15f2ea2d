package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.Bits;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingSession;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** What a run of a trainer, or a call of a session, leaves to the next. */
class RunsOfOneTrainerTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 4);
  private static final String CLOSED = "Cannot continue training: the run is closed. Open another.";

  @TempDir private Path folder;

  @Test
  void trainerWhoseRunWasStopped_trainsTheNextToItsEnd() {
    ClrTrainer trainer = trainer().averagingFrequency(2).observer(new Once(true)).build();
    MultiLayerNetwork stopped = SampleNetworks.mlp(new Adam(1));
    assertThat(trainer.fit(stopped, data()).iterations()).isEqualTo(2);
    assertTrainsAsAFreshOne(trainer);
    assertThat(trainer.fit(stopped, data()).iterations()).isEqualTo(2 + 5);
  }

  @Test
  void trainerWhoseRunWasReset_startsTheNextWithItsOwnSchedule() {
    ClrTrainer trainer = trainer().averagingFrequency(2).observer(new Once(false)).build();
    MultiLayerNetwork reset = SampleNetworks.mlp(new Adam(1));
    trainer.fit(reset, data());
    assertThat(reset.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Adam(SCHEDULE.reset(2, Reset.none().maxLr(0.5))));
    assertThat(trainer.schedule()).isEqualTo(SCHEDULE);
    assertTrainsAsAFreshOne(trainer);
  }

  private static void assertTrainsAsAFreshOne(ClrTrainer trainer) {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    trainer.fit(network, data());
    MultiLayerNetwork expected = SampleNetworks.mlp(new Adam(1));
    trainer().averagingFrequency(2).build().fit(expected, data());
    assertThat(Bits.of(network.params())).isEqualTo(Bits.of(expected.params()));
    assertThat(network.getIterationCount()).isEqualTo(5);
    assertThat(network.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Adam(SCHEDULE));
  }

  /** Stops the first run after its first round, or resets its schedule there. */
  private static final class Once implements TrainingObserver {
    private final boolean stops;
    private boolean done;

    Once(boolean stops) {
      this.stops = stops;
    }

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      if (!done && stops) {
        control.stop();
      } else if (!done) {
        control.reset(Reset.none().maxLr(0.5));
      }
      done = true;
    }
  }

  @Test
  void listenersOfTheNetwork_staySet_andHearNothing() {
    TrainingListener deaf = new Deaf();
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    ComputationGraph graph = SampleNetworks.mlp(new Adam(1)).toComputationGraph();
    network.setListeners(deaf);
    graph.setListeners(deaf);
    trainer().epochs(2).build().fit(network, data());
    trainer().epochs(2).build().fit(graph, data());
    assertThat(network.getListeners()).containsExactly(deaf);
    assertThat(graph.getListeners()).containsExactly(deaf);
    assertThatThrownBy(() -> network.fit(SampleDataSets.make(10))).hasMessage("heard");
    assertThatThrownBy(() -> graph.fit(SampleDataSets.make(10))).hasMessage("heard");
  }

  private static final class Deaf extends BaseTrainingListener {
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      throw new IllegalStateException("heard");
    }

    @Override
    public void onEpochStart(Model model) {
      throw new IllegalStateException("heard");
    }

    @Override
    public void onEpochEnd(Model model) {
      throw new IllegalStateException("heard");
    }
  }

  @Test
  void session_makesOneRunOfItsCalls_andEndsWithItsFinish() throws IOException {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    try (TrainingSession session = open(withHistory(), network)) {
      session.fit(data());
      session.fit(data());
      assertThat(session.runId()).isEqualTo("run");
      assertThat(session.finish().iterations()).isEqualTo(10);
      assertThatThrownBy(() -> session.fit(data())).hasMessage(CLOSED);
      assertThatThrownBy(session::finish).isInstanceOf(ClrException.class).hasMessage(CLOSED);
    }
    assertThat(network.getIterationCount()).isEqualTo(10);
    assertThat(records()).containsExactly("00000-started.json", "00001-finished.json");
  }

  @Test
  void sessionThatIsClosed_isFinished_andCloseDoesNothingMore() throws IOException {
    TrainingSession session = open(withHistory(), SampleNetworks.mlp(new Adam(1)));
    session.fit(data());
    session.close();
    assertThat(records()).containsExactly("00000-started.json", "00001-finished.json");
    session.close();
    assertThat(records()).containsExactly("00000-started.json", "00001-finished.json");
    assertThatThrownBy(() -> session.fit(data())).hasMessage(CLOSED);
  }

  @Test
  void sessionThatFailed_refusesLaterCalls_andStaysFailed() throws IOException {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    TrainingSession session = open(withHistory(), network);
    session.fit(data());
    JavaRDD<DataSet> nothing = data().filter(set -> false);
    assertThatThrownBy(() -> session.fit(nothing)).hasMessageContaining("has no examples");
    assertThatThrownBy(() -> session.fit(data()))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot continue training: the run has failed \\(Cannot train: .*\\)\\. Open another\\.");
    assertThatThrownBy(session::finish)
        .hasMessageStartingWith("Cannot continue training: the run has");
    session.close();
    assertThat(records()).containsExactly("00000-started.json", "00001-failed.json");
    assertThat(network.getIterationCount()).isEqualTo(5);
  }

  @Test
  void session_withCheckpoints_isRefused_andNothingIsMade() {
    ClrTrainerBuilder trainer =
        trainer()
            .history(folder.resolve("history").toString())
            .checkpoints(Checkpoints.at(folder.resolve("checkpoints").toString()));
    assertThatThrownBy(() -> open(trainer, SampleNetworks.mlp(new Adam(1))))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot keep checkpoints of a run over several calls: where each one ends is not known."
                + " Train with ClrTrainer.fit, or leave them out.");
    assertThat(folder).isEmptyDirectory();
  }

  private static TrainingSession open(ClrTrainerBuilder trainer, MultiLayerNetwork network) {
    return trainer.build().open(Network.of(network), new Configuration(), List.of());
  }

  private ClrTrainerBuilder withHistory() {
    return trainer().runId("run").history(folder.toString());
  }

  /** The run's events. */
  private List<String> records() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("runs/run_id=run"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(SCHEDULE).workers(2).batchSize(10);
  }

  private static JavaRDD<DataSet> data() {
    return SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(100), 40, 2);
  }
}
