package io.clrspark.input;

import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowFilter;
import io.clrspark.source.scale.FeatureStatistics;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** The labels of rows to train on and of rows held out, and statistics of the former. */
final class SideScan implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<Long, Long> train = new TreeMap<>();
  private final TreeMap<Long, Long> test = new TreeMap<>();
  private @Nullable FeatureStatistics statistics;

  private SideScan() {}

  /**
   * Reads all rows again, as numbers, in one Spark job.
   *
   * @param heldOut which rows are held out
   * @param features features of a row, which shorter ones fill with zeros
   * @param divisor what features are divided by
   * @param alike successive features that statistics take together; 0 for no statistics
   */
  static SideScan of(
      JavaRDD<RowBlock> rows, RowFilter heldOut, int features, double divisor, int alike) {
    SideScan all = new SideScan();
    rows.mapPartitionsWithIndex(
            (partition, blocks) ->
                List.of(of(partition, blocks, heldOut, features, divisor, alike)).iterator(),
            true)
        .collect()
        .forEach(all::add);
    return all;
  }

  private static SideScan of(
      int partition,
      Iterator<RowBlock> blocks,
      RowFilter heldOut,
      int features,
      double divisor,
      int alike) {
    SideScan side = new SideScan();
    NumberBuffer numbers = new NumberBuffer();
    boolean counts = alike > 0 && features % alike == 0; // another shape is reported later
    FeatureStatistics statistics = new FeatureStatistics(counts ? features : 1, Math.max(1, alike));
    blocks.forEachRemaining(
        block -> {
          LongPredicate isTest = heldOut.of(partition, block.place());
          for (int row = 0; row < block.count(); row++) {
            if (isTest.test(block.first() + row)) {
              side.test.merge((long) block.label(row), 1L, Long::sum);
              continue;
            }
            side.train.merge((long) block.label(row), 1L, Long::sum);
            if (counts) {
              block.features(row, numbers);
              numbers.fill(features);
              numbers.divide(divisor);
              statistics.add(numbers);
            }
          }
        });
    side.statistics = counts && !side.train.isEmpty() ? statistics : null;
    return side;
  }

  private void add(SideScan other) {
    other.train.forEach((label, count) -> train.merge(label, count, Long::sum));
    other.test.forEach((label, count) -> test.merge(label, count, Long::sum));
    if (statistics == null) {
      statistics = other.statistics;
    } else if (other.statistics != null) {
      statistics.add(other.statistics);
    }
  }

  /** How many rows to train on have each label. */
  SortedMap<Long, Long> train() {
    return train;
  }

  /** How many rows held out have each label. */
  SortedMap<Long, Long> test() {
    return test;
  }

  /** The statistics of the rows to train on; null if none were wanted. */
  @Nullable FeatureStatistics statistics() {
    return statistics;
  }
}
