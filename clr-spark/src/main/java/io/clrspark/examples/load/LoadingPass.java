package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.MemoryBounds;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** The first look at the data, and the checks on what it found. */
final class LoadingPass {

  private LoadingPass() {}

  static List<PartitionSummary> summaries(JavaRDD<?> data) {
    return data.mapPartitions(partition -> List.of(summary(partition)).iterator()).collect();
  }

  private static PartitionSummary summary(Iterator<?> partition) {
    try {
      return PartitionSummary.of(partition);
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  /**
   * The layout that all partitions share.
   *
   * @throws ClrException for the first problem in the global order, or if there is no example
   */
  static ExampleLayout commonLayout(List<PartitionSummary> summaries) {
    FilePartCounts.requireGood(counts(summaries));
    @Nullable ExampleLayout layout = null;
    for (PartitionSummary summary : summaries) {
      if (summary.problem() != null) {
        throw new ClrException(summary.problem());
      }
      if (summary.layout() != null) {
        if (layout != null) {
          PartitionSummary.requireSame(layout, summary.layout());
        }
        layout = summary.layout();
      }
    }
    if (layout == null) {
      throw new ClrException(
          "Cannot train: the data has no examples. Check the path, or the filter before it.");
    }
    return layout;
  }

  static List<FilePartCounts> counts(List<PartitionSummary> summaries) {
    return summaries.stream().map(PartitionSummary::counts).toList();
  }

  static void requireShares(long[] counts) {
    for (long count : counts) {
      if (count > Integer.MAX_VALUE) {
        throw new ClrException(
            "Cannot train: a worker would have "
                + count
                + " examples (at most 2147483647). Use more workers.");
      }
    }
  }
}
