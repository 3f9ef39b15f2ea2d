package io.clrspark.training.round.shuffle;

import io.clrspark.Internal;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.examples.store.ShuffleFiles;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.training.average.Slices;
import io.clrspark.training.round.JobPerRound;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundTask;
import io.clrspark.training.round.RoundWorkers;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Executors average: the workers' states are cut into slices and shuffled. The driver gets one
 * average whatever the number of workers, and the executors share the adding.
 */
@Internal
public final class ShuffleTransport extends JobPerRound {

  /**
   * From here on a shuffle costs less than states on the driver: docs/operations/performance.md.
   */
  private static final long MANY_BYTES = 128L << 20;

  /** For the workers that are the partitions of an RDD. */
  public ShuffleTransport(JavaRDD<WorkerExamples> workers) {
    super(workers);
  }

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

  @Override
  protected RoundResult run(
      JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present, NetworkState like) {
    Slices slices = new Slices(workers.context().defaultParallelism(), present.type().width());
    SliceTask sliced = new SliceTask(task, present, slices);
    JavaPairRDD<Integer, SliceTask.Part> parts =
        workers.mapPartitionsToPair(sliced::train).partitionBy(new HashPartitioner(slices.count()));
    RoundResult result = joined(parts.mapPartitions(sliced::average).collect(), slices, like);
    ShuffleFiles.forget(parts.rdd(), false);
    return result;
  }

  private static RoundResult joined(
      List<SliceTask.Average> averages, Slices slices, NetworkState like) {
    NetworkState whole =
        new NetworkState(new byte[like.parameters().length], new byte[like.updater().length]);
    averages.forEach(average -> slices.paste(average.state, average.slice, whole));
    return new RoundResult(whole, averages.get(0).results);
  }
}
