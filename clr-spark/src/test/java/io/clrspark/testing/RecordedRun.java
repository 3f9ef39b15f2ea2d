package io.clrspark.testing;

import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.network.Network;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.run.RunStart;
import io.clrspark.training.run.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.DataSet;

/** A history that a test looks into. */
public final class RecordedRun implements RunLog {

  public final List<HistoryRow> rows = new ArrayList<>();
  public final List<EvaluationRow> evaluations = new ArrayList<>();
  public final List<RunRecord> events = new ArrayList<>();

  /** The rows of training a network. */
  public static RecordedRun train(
      ClrTrainerBuilder trainer, MultiLayerNetwork network, JavaRDD<DataSet> data) {
    return train(trainer, Network.of(network), data);
  }

  /** The same; the listeners are called after each round. */
  public static RecordedRun train(
      ClrTrainerBuilder trainer, Network network, JavaRDD<?> data, TrainingListener... listeners) {
    RecordedRun recorder = new RecordedRun();
    RunRequest built = trainer.build().request();
    TrainingRun run =
        TrainingRun.start(RunStart.anew(built, network, new Configuration()), recorder);
    run.listeners(List.of(listeners));
    run.fit(data);
    run.finish(() -> {}, Map.of());
    return recorder;
  }

  @Override
  public void rows(List<HistoryRow> added) {
    rows.addAll(added);
  }

  @Override
  public void evaluation(EvaluationRow row) {
    evaluations.add(row);
  }

  @Override
  public void event(RunRecord record) {
    events.add(record);
  }

  @Override
  public void rollBack(int nextIteration) {
    rows.removeIf(row -> row.iteration() >= nextIteration);
    evaluations.removeIf(row -> row.iteration() > nextIteration);
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void close() {}
}
