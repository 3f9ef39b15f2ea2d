package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.MemoryBounds;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass over a data set found: no problem, and at least one example.
 *
 * @param layout the layout of all examples
 */
record LoadingPass(List<PartitionSummary> partitions, GlobalOrder order, ExampleLayout layout) {

  /**
   * Counts and checks the examples in one Spark job.
   *
   * @throws ClrException for the first problem in the global order, or if there is no example
   */
  static LoadingPass over(JavaRDD<?> data) {
    List<PartitionSummary> partitions =
        data.mapPartitions(partition -> List.of(summary(partition)).iterator()).collect();
    GlobalOrder order = GlobalOrder.of(partitions.stream().map(PartitionSummary::counts).toList());
    order.requireGood();
    return new LoadingPass(partitions, order, commonLayout(partitions));
  }

  private static PartitionSummary summary(Iterator<?> partition) {
    try {
      return PartitionSummary.of(partition);
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  private static ExampleLayout commonLayout(List<PartitionSummary> partitions) {
    @Nullable ExampleLayout layout = null;
    for (PartitionSummary partition : partitions) {
      if (partition.problem() != null) {
        throw new ClrException(partition.problem());
      }
      if (partition.layout() != null) {
        if (layout != null) {
          layout.requireSame(partition.layout());
        }
        layout = partition.layout();
      }
    }
    if (layout == null) {
      throw new ClrException(
          "Cannot train: the data has no examples. Check the path, or the filter before it.");
    }
    return layout;
  }
}
