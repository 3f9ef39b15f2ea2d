package io.clrspark.examples.store;

import io.clrspark.Internal;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;

/** The files of shuffles. */
@Internal
public final class ShuffleFiles {

  private ShuffleFiles() {}

  /**
   * Has the files of a shuffle deleted, which else stay until the driver's collector happens to
   * run. Only for a shuffle whose jobs have ended: Spark's scheduler stops with its context when a
   * map task of a forgotten shuffle ends.
   *
   * @param shuffled what the shuffle led to
   * @param wait until they are gone
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
