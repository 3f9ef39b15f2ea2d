package io.clrspark.training.plan;

import io.clrspark.Internal;
import io.clrspark.examples.load.EvaluationData;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.kryo.ClrRegistrator;
import io.clrspark.network.Architecture;
import io.clrspark.training.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * The data that a run trains and is scored on, assigned to workers and cached. It is kept while the
 * same RDD comes, so that successive epochs do not compute it again.
 */
@Internal
public final class LoadedData implements AutoCloseable {

  private final JavaRDD<?> source;
  private final TrainingData training;
  private final List<EvaluationData> heldOut = new ArrayList<>();

  private LoadedData(JavaRDD<?> source, TrainingData training) {
    this.source = source;
    this.training = training;
  }

  /**
   * Loads the data of a run, and checks that a network with an embedding gets ids.
   *
   * @throws io.clrspark.ClrException for the first example that cannot be trained or scored on
   */
  public static LoadedData load(
      JavaRDD<?> source,
      Architecture network,
      TrainerSettings settings,
      Map<String, JavaRDD<?>> evaluations) {
    ClrRegistrator.requireIn(source.context().conf());
    JavaRDD<?> checked = IdCheck.of(source, network);
    TrainingData training = TrainingData.load(checked, settings.workers(), settings.seed());
    LoadedData loaded = new LoadedData(source, training);
    boolean done = false;
    try {
      evaluations.forEach(
          (name, data) ->
              loaded.heldOut.add(
                  EvaluationData.load(name, IdCheck.of(data, network), training.layout())));
      done = true;
      return loaded;
    } finally {
      if (!done) {
        loaded.close();
      }
    }
  }

  /** Whether it is that RDD's data. */
  public boolean isOf(JavaRDD<?> other) {
    return source.rdd() == other.rdd();
  }

  public TrainingData training() {
    return training;
  }

  public List<EvaluationData> heldOut() {
    return heldOut;
  }

  @Override
  public void close() {
    try (training) {
      heldOut.forEach(EvaluationData::close);
    }
  }

  /** The same after a failure, when jobs may still run. */
  public void abandon() {
    training.abandon();
    heldOut.forEach(EvaluationData::close);
  }
}
