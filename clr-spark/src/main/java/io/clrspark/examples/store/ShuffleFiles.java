package io.clrspark.examples.store;

import io.clrspark.Internal;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;

/** Deletes the files of shuffles. */
@Internal
public final class ShuffleFiles {

  private ShuffleFiles() {}

  /**
   * Deletes the files of a shuffle, which would else stay until the driver collects garbage. The
   * shuffle's jobs must have ended: Spark's scheduler stops with its context when a map task of a
   * deleted shuffle ends.
   *
   * @param shuffled the RDD that the shuffle has made
   * @param wait whether to wait until the files are gone
   */
  public static void forget(RDD<?> shuffled, boolean wait) {
    SparkContext spark = shuffled.context();
    ShuffleDependency<?, ?, ?> shuffle =
        (ShuffleDependency<?, ?, ?>) shuffled.dependencies().apply(0);
    if (spark.cleaner().isDefined()) {
      spark.cleaner().get().doCleanupShuffle(shuffle.shuffleId(), wait);
    }
  }
}
