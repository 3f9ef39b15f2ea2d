package io.clrspark.ml.train;

import io.clrspark.ClrException;
import io.clrspark.examples.load.FilePartCounts;
import io.clrspark.examples.load.GlobalOrder;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** What a pass over the rows of a frame found. */
final class FrameScan implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FilePartCounts counts = new FilePartCounts();
  private long rows;
  private int least = Integer.MAX_VALUE;
  private int most;
  private double largestLabel;
  private BigDecimal weight = BigDecimal.ZERO; // exact, so that partitions do not matter
  private @Nullable String problem;

  private FrameScan() {}

  /**
   * Reads the rows in one Spark job.
   *
   * @throws ClrException for the first row that is bad, rows of different sizes, or none at all
   */
  static FrameScan of(JavaRDD<RowBlock> rows, FrameChoice choice, String purpose) {
    List<FrameScan> parts = rows.mapPartitions(blocks -> List.of(of(blocks)).iterator()).collect();
    GlobalOrder.of(parts.stream().map(part -> part.counts).toList()).requireGood();
    FrameScan all = new FrameScan();
    parts.forEach(all::add);
    all.requireUsable(choice, purpose);
    return all;
  }

  private static FrameScan of(Iterator<RowBlock> blocks) {
    FrameScan scan = new FrameScan();
    NumberBuffer labels = new NumberBuffer();
    blocks.forEachRemaining(block -> scan.add(block, labels));
    return scan;
  }

  private void add(RowBlock block, NumberBuffer labels) {
    counts.add(block.bad());
    problem = problem == null ? block.problem() : problem;
    if (block.count() == 0) {
      return;
    }
    counts.add(block.place(), block.count());
    rows += block.count();
    least = Math.min(least, block.width());
    most = Math.max(most, block.width());
    for (int row = 0; row < block.count(); row++) {
      block.labels(row, labels);
      largestLabel = Math.max(largestLabel, labels.get(0));
      if (labels.size() > 1) {
        weight = weight.add(new BigDecimal(labels.get(1)));
      }
    }
  }

  private void add(FrameScan other) {
    rows += other.rows;
    least = Math.min(least, other.least);
    most = Math.max(most, other.most);
    largestLabel = Math.max(largestLabel, other.largestLabel);
    weight = weight.add(other.weight);
    problem = problem == null ? other.problem : problem;
  }

  private void requireUsable(FrameChoice choice, String purpose) {
    if (problem != null) {
      throw new ClrException(problem);
    }
    if (rows == 0) {
      throw new ClrException(
          "Cannot train: the frame has no rows to %s. Check the filter before it, handleInvalid and"
                  .formatted(purpose)
              + " validationIndicatorCol.");
    }
    if (least != most) {
      throw new ClrException(
          "Cannot train on column %s: its rows have from %d to %d numbers. Give each row the same."
              .formatted(choice.features(), least, most));
    }
    if (choice.weight().isPresent() && weight.signum() == 0) {
      throw new ClrException(
          "Cannot train with weightCol %s: all weights are 0. Give some rows more."
              .formatted(choice.weight().get()));
    }
  }

  long rows() {
    return rows;
  }

  /** Features of each row. */
  int features() {
    return most;
  }

  /** One more than the largest label. */
  int classes() {
    return Math.toIntExact((long) largestLabel + 1);
  }

  /** The mean weight of the rows; 0 if they have none. */
  double meanWeight() {
    return weight.doubleValue() / rows;
  }
}
