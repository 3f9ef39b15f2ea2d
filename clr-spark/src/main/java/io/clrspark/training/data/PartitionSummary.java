package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the loading pass learns of one partition: how many examples each of its slices has, their
 * layout, a checksum of their content and order, and what is wrong. A problem is a value, not an
 * exception: bad input does not get better by Spark's retries.
 */
final class PartitionSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SliceCounts counts;
  private final long checksum;
  private final @Nullable ExampleLayout layout;
  private @Nullable String problem;

  private PartitionSummary(SliceCounts counts, long checksum, @Nullable ExampleLayout layout) {
    this.counts = counts;
    this.checksum = checksum;
    this.layout = layout;
  }

  static PartitionSummary of(Iterator<?> data) {
    Tally tally = new Tally();
    try {
      while (data.hasNext()) {
        tally.add(data.next());
      }
      return tally.summary();
    } catch (BadRowsException e) {
      tally.counts.add(e.rows());
      return tally.summary();
    } catch (ClrException e) {
      PartitionSummary summary = tally.summary();
      summary.problem = e.getMessage();
      return summary;
    }
  }

  /** How many examples it has of which part of a file. */
  SliceCounts counts() {
    return counts;
  }

  /** The layout; null for a partition without examples. */
  @Nullable ExampleLayout layout() {
    return layout;
  }

  /** What else is wrong. */
  @Nullable String problem() {
    return problem;
  }

  boolean sameContent(PartitionSummary other) {
    return checksum == other.checksum && counts.slices().equals(other.counts.slices());
  }

  /** Sums up a partition, data set by data set. */
  static final class Tally {
    private final CRC32C checksum = new CRC32C();
    private final SliceCounts counts = new SliceCounts();
    private @Nullable ExampleLayout layout;

    /** Adds a data set; its examples as a block. */
    ExampleBlock add(Object data) {
      ExampleBlock block = ExampleBlock.of(data);
      if (layout != null) {
        requireSame(layout, block.layout());
      }
      layout = block.layout();
      block.checksum(checksum);
      counts.add(FilePlace.of(data), block.count());
      return block;
    }

    /** Which slice the latest data set is of. */
    int slice() {
      return counts.slices().size() - 1;
    }

    @Nullable ExampleLayout layout() {
      return layout;
    }

    PartitionSummary summary() {
      return new PartitionSummary(counts, checksum.getValue(), layout);
    }
  }

  /**
   * @throws ClrException if the layouts differ
   */
  static void requireSame(ExampleLayout expected, ExampleLayout actual) {
    if (!expected.equals(actual)) {
      throw new ClrException(
          "Cannot train on examples of different shape or type: ["
              + expected
              + "] and ["
              + actual
              + "]. Bring them to one shape, for instance by padding and masks.");
    }
  }
}
