package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the loading pass learns of one partition: how many examples, their layout, a checksum of
 * their content and order, and the first thing that is wrong. A problem is a value, not an
 * exception: bad input does not get better by Spark's retries.
 */
final class PartitionSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long count;
  private final long checksum;
  private final @Nullable ExampleLayout layout;
  private final @Nullable String problem;

  private PartitionSummary(
      long count, long checksum, @Nullable ExampleLayout layout, @Nullable String problem) {
    this.count = count;
    this.checksum = checksum;
    this.layout = layout;
    this.problem = problem;
  }

  static PartitionSummary of(Iterator<?> data) {
    Tally tally = new Tally();
    try {
      while (data.hasNext()) {
        tally.add(ExampleBlock.of(data.next()));
      }
      return tally.summary(null);
    } catch (ClrException e) {
      return tally.summary(e.getMessage());
    }
  }

  long count() {
    return count;
  }

  /** The layout; null for a partition without examples. */
  @Nullable ExampleLayout layout() {
    return layout;
  }

  @Nullable String problem() {
    return problem;
  }

  boolean sameContent(PartitionSummary other) {
    return count == other.count && checksum == other.checksum;
  }

  /** Sums up a partition block by block. */
  static final class Tally {
    private final CRC32C checksum = new CRC32C();
    private long count;
    private @Nullable ExampleLayout layout;

    void add(ExampleBlock block) {
      if (layout != null) {
        requireSame(layout, block.layout());
      }
      layout = block.layout();
      block.checksum(checksum);
      count += block.count();
    }

    PartitionSummary summary(@Nullable String problem) {
      return new PartitionSummary(count, checksum.getValue(), layout, problem);
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
