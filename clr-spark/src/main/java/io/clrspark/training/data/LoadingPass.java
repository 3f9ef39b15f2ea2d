package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

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
      throw OffHeapMemory.explained(e);
    }
  }

  /**
   * The layout that all partitions share.
   *
   * @throws ClrException for the first problem in the global order, or if there is no example
   */
  static ExampleLayout commonLayout(List<PartitionSummary> summaries) {
    requireGoodRows(summaries);
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

  private static void requireGoodRows(List<PartitionSummary> summaries) {
    List<GlobalOrder.Position> positions = GlobalOrder.sorted(summaries);
    for (int i = 0; i < positions.size(); i++) {
      GlobalOrder.Position position = positions.get(i);
      Optional<BadRow> bad = summaries.get(position.partition()).badRow(position.slice());
      if (bad.isPresent()) {
        long before =
            positions.subList(0, i).stream()
                .filter(other -> other.isIn(bad.get().place()))
                .mapToLong(other -> other.slice().count())
                .sum();
        throw new ClrException(bad.get().message(position.partition(), before));
      }
    }
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

  static Iterator<WorkerExamples> workerExamples(Iterator<Tuple2<Integer, DealtBlock>> dealt) {
    List<DealtBlock> blocks = new ArrayList<>();
    dealt.forEachRemaining(pair -> blocks.add(Objects.requireNonNull(pair._2())));
    return List.of(new WorkerExamples(blocks)).iterator();
  }
}
