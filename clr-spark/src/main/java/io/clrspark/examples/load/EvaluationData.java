package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Held-out examples, cached as blocks where Spark computed them.
 *
 * @param checksum of the content and order of the examples; it does not depend on partitions
 */
@Internal
public record EvaluationData(String name, JavaRDD<ExampleBlock> blocks, String checksum)
    implements AutoCloseable {

  /**
   * Checks the examples in one Spark job, and marks them to be cached.
   *
   * @throws ClrException if there is no example, or their layout is not that of the training data
   */
  public static EvaluationData load(String name, JavaRDD<?> data, ExampleLayout expected) {
    LoadingPass found = LoadingPass.over(data);
    requireLayout(name, found.layout(), expected);
    JavaRDD<ExampleBlock> blocks =
        data.mapPartitions(BlockIterator::of).persist(StorageLevel.MEMORY_AND_DISK());
    return new EvaluationData(name, blocks, found.order().checksum());
  }

  @Override
  public void close() {
    if (!blocks.context().isStopped()) {
      blocks.unpersist(false);
    }
  }

  private static void requireLayout(String name, ExampleLayout actual, ExampleLayout expected) {
    if (!actual.equals(expected)) {
      throw new ClrException(
          "Cannot evaluate on \"%s\": its examples [%s] are not like those of the training data [%s]."
              .formatted(name, actual, expected));
    }
  }
}
