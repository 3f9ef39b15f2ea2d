package io.clrspark.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.history.HistoryViews;
import io.clrspark.network.Network;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.RunInfo;
import io.clrspark.training.observer.TrainingObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What tests of resuming do: end a run without a word, and compare what runs came to. */
public final class KilledRuns {

  private static final String[] COLUMNS =
      "iteration, epoch, round, worker, lr, loss, accuracy, examples".split(", ", -1);

  private KilledRuns() {}

  /** Trains until an iteration, and then ends without a word, as a process that is killed. */
  public static void die(
      ClrTrainerBuilder trainer, int iteration, Model network, JavaRDD<DataSet> data) {
    TrainingObserver death =
        new TrainingObserver() {
          @Override
          public void started(RunInfo run) {
            if (iteration == 0) {
              throw new IllegalStateException("dead");
            }
          }

          @Override
          public void roundFinished(RoundSummary round, RunControl control) {
            if (round.nextIteration() >= iteration) {
              throw new IllegalStateException("dead");
            }
          }
        };
    assertThatThrownBy(() -> fit(trainer.observer(death), network, data))
        .hasMessageContaining("dead");
  }

  public static TrainingResult fit(
      ClrTrainerBuilder trainer, Model network, JavaRDD<DataSet> data) {
    return trainer.build().fit(Network.of(network), data);
  }

  public static void assertSame(Model actual, Model expected) {
    assertThat(Bits.of(actual.params())).isEqualTo(Bits.of(expected.params()));
    assertThat(Bits.of(updaterState(actual))).isEqualTo(Bits.of(updaterState(expected)));
  }

  private static INDArray updaterState(Model model) {
    return model instanceof ComputationGraph graph
        ? graph.getUpdater().getStateViewArray()
        : ((MultiLayerNetwork) model).updaterState();
  }

  /** The rows of a run, without what may differ. */
  public static List<Row> rows(HistoryViews views, String run) {
    return views
        .history()
        .where("run_id = '" + run + "'")
        .orderBy("iteration", "worker")
        .selectExpr(COLUMNS)
        .collectAsList();
  }

  /** That two runs have the same rows and evaluations, and some. */
  public static void assertSameRows(HistoryViews views, String actual, String expected) {
    assertThat(rows(views, actual)).isEqualTo(rows(views, expected)).isNotEmpty();
    assertThat(evaluations(views, actual)).isEqualTo(evaluations(views, expected)).isNotEmpty();
  }

  private static List<Row> evaluations(HistoryViews views, String run) {
    return views
        .evaluations()
        .where("run_id = '" + run + "'")
        .orderBy("iteration")
        .drop("run_id", "ts")
        .collectAsList();
  }

  public static Row run(HistoryViews views, String run) {
    return Objects.requireNonNull(views.runs().where("run_id = '" + run + "'").first());
  }

  public static HistoryViews views(LocalSpark spark, Path history) {
    return HistoryViews.of(spark.session(), history.toString());
  }
}
