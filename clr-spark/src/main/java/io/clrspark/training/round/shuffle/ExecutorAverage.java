package io.clrspark.training.round.shuffle;

import io.clrspark.Internal;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.examples.store.ShuffleFiles;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.training.average.Slices;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundTask;
import io.clrspark.training.round.RoundWorkers;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Averages on the executors: the workers' states are cut into slices and shuffled, so that the
 * driver gets one average whatever the number of workers, and executors share the adding.
 */
@Internal
public final class ExecutorAverage {

  /** Where a shuffle between executors of their own costs less, by the model of docs/scaling.md. */
  private static final long MANY_BYTES = 128L << 20;

  private ExecutorAverage() {}

  /**
   * Whether the executors average.
   *
   * @param stateBytes of one worker
   * @param isHere whether the tasks run in the driver's process
   */
  public static boolean isUsed(Averaging where, long stateBytes, int workers, boolean isHere) {
    return switch (where) {
      case DRIVER -> false;
      case EXECUTORS -> true;
      case AUTO -> !isHere && stateBytes * workers >= MANY_BYTES;
    };
  }

  /**
   * @param like a state of the sizes that the average will have
   */
  public static RoundResult of(
      JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present, NetworkState like) {
    Slices slices = new Slices(workers.context().defaultParallelism(), present.type().width());
    SliceTask sliced = new SliceTask(task, present, slices);
    JavaPairRDD<Integer, SlicePart> parts =
        workers.mapPartitionsToPair(sliced::train).partitionBy(new HashPartitioner(slices.count()));
    RoundResult result = joined(parts.mapPartitions(sliced::average).collect(), slices, like);
    ShuffleFiles.forget(parts.rdd(), false);
    return result;
  }

  private static RoundResult joined(
      List<AveragedSlice> averaged, Slices slices, NetworkState like) {
    NetworkState whole =
        new NetworkState(new byte[like.parameters().length], new byte[like.updater().length]);
    averaged.forEach(slice -> slices.paste(slice.average(), slice.slice(), whole));
    return new RoundResult(whole, averaged.get(0).results());
  }
}
