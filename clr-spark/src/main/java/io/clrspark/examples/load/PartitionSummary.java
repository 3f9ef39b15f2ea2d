package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.examples.BadRowsException;
import io.clrspark.examples.ContentSum;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.FilePlace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the loading pass learns of one partition: how many examples each of its slices has, their
 * layout, checksums of their content and order, and what is wrong. A problem is a value, not an
 * exception: bad input does not get better by Spark's retries.
 */
final class PartitionSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FilePartCounts counts;
  private final ArrayList<ContentSum> sums;
  private final @Nullable ExampleLayout layout;
  private @Nullable String problem;

  private PartitionSummary(
      FilePartCounts counts, List<ContentSum> sums, @Nullable ExampleLayout layout) {
    this.counts = counts;
    this.sums = new ArrayList<>(sums);
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
  FilePartCounts counts() {
    return counts;
  }

  /** The content of each slice. */
  List<ContentSum> sums() {
    return sums;
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
    return sums.equals(other.sums) && counts.slices().equals(other.counts.slices());
  }

  /** Sums up a partition, data set by data set. */
  static final class Tally {
    private final FilePartCounts counts = new FilePartCounts();
    private final List<ContentSum> sums = new ArrayList<>();
    private @Nullable ExampleLayout layout;

    /** Adds a data set; its examples as a block. */
    ExampleBlock add(Object data) {
      ExampleBlock block = ExampleBlock.of(data);
      if (layout != null) {
        requireSame(layout, block.layout());
      }
      layout = block.layout();
      counts.add(FilePlace.of(data), block.count());
      addContent(block);
      return block;
    }

    private void addContent(ExampleBlock block) {
      if (sums.size() <= slice()) {
        sums.add(ContentSum.NONE);
      }
      sums.set(slice(), block.content(sums.get(slice())));
    }

    /** Which slice the latest data set is of. */
    int slice() {
      return counts.slices().size() - 1;
    }

    @Nullable ExampleLayout layout() {
      return layout;
    }

    PartitionSummary summary() {
      return new PartitionSummary(counts, sums, layout);
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
