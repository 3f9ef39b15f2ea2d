package io.clrspark.training.plan;

import io.clrspark.Internal;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.training.settings.TrainerSettings;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a run trains and is scored on, dealt and cached; kept while the same RDD comes, so that
 * successive epochs do not compute it again.
 */
@Internal
public final class LoadedData implements AutoCloseable {

  private final JavaRDD<?> source;
  private final TrainingData training;
  private final HeldOutData heldOut;

  private LoadedData(JavaRDD<?> source, TrainingData training, HeldOutData heldOut) {
    this.source = source;
    this.training = training;
    this.heldOut = heldOut;
  }

  public static LoadedData load(
      JavaRDD<?> source, TrainerSettings settings, Map<String, JavaRDD<?>> evaluations) {
    TrainingData training = TrainingData.load(source, settings.workers(), settings.seed());
    boolean done = false;
    try {
      HeldOutData heldOut = HeldOutData.load(evaluations, training.layout());
      done = true;
      return new LoadedData(source, training, heldOut);
    } finally {
      if (!done) {
        training.close();
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

  public HeldOutData heldOut() {
    return heldOut;
  }

  @Override
  public void close() {
    try (training) {
      heldOut.close();
    }
  }

  /** The same after a failure, when jobs may still run. */
  public void abandon() {
    training.abandon();
    heldOut.close();
  }
}
