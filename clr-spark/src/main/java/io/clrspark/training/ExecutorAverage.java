package io.clrspark.training;

import io.clrspark.training.average.Slices;
import io.clrspark.training.data.WorkerExamples;
import io.clrspark.training.replica.NetworkState;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Averages on the executors: the workers' states are cut into slices and shuffled, so that the
 * driver gets one average whatever the number of workers, and executors share the adding.
 */
final class ExecutorAverage {

  private ExecutorAverage() {}

  /**
   * @param like a state of the sizes that the average will have
   */
  static RoundResult of(
      JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present, NetworkState like) {
    Slices slices = new Slices(workers.context().defaultParallelism(), present.type().width());
    SliceTask sliced = new SliceTask(task, present, slices);
    JavaPairRDD<Integer, SlicePart> parts =
        workers.mapPartitionsToPair(sliced::train).partitionBy(new HashPartitioner(slices.count()));
    try {
      return joined(parts.mapPartitions(sliced::average).collect(), slices, like);
    } finally {
      forget(workers.context(), parts);
    }
  }

  private static RoundResult joined(
      List<AveragedSlice> averaged, Slices slices, NetworkState like) {
    NetworkState whole =
        new NetworkState(new byte[like.parameters().length], new byte[like.updater().length]);
    averaged.forEach(slice -> slices.paste(slice.average(), slice.slice(), whole));
    return new RoundResult(whole, averaged.get(0).results());
  }

  /** Else a round's shuffle files stay until the driver's collector happens to run. */
  private static void forget(SparkContext spark, JavaPairRDD<Integer, SlicePart> parts) {
    ShuffleDependency<?, ?, ?> shuffle =
        (ShuffleDependency<?, ?, ?>) parts.rdd().dependencies().apply(0);
    if (spark.cleaner().isDefined()) {
      spark.cleaner().get().doCleanupShuffle(shuffle.shuffleId(), false);
    }
  }
}
