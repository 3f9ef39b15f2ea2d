package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the loading pass learns of one partition: how many examples each of its slices has, their
 * layout, a checksum of their content and order, and what is wrong. A problem is a value, not an
 * exception: bad input does not get better by Spark's retries.
 */
final class PartitionSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Slice> slices;
  private final long checksum;
  private final @Nullable ExampleLayout layout;
  private ArrayList<BadRow> badRows = new ArrayList<>();
  private @Nullable String problem;

  private PartitionSummary(List<Slice> slices, long checksum, @Nullable ExampleLayout layout) {
    this.slices = new ArrayList<>(slices);
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
      e.rows().forEach(row -> tally.enter(row.place()));
      PartitionSummary summary = tally.summary();
      summary.badRows = new ArrayList<>(e.rows());
      return summary;
    } catch (ClrException e) {
      PartitionSummary summary = tally.summary();
      summary.problem = e.getMessage();
      return summary;
    }
  }

  /** The parts of files that its examples are of, as they follow each other. */
  List<Slice> slices() {
    return slices;
  }

  /** The layout; null for a partition without examples. */
  @Nullable ExampleLayout layout() {
    return layout;
  }

  /** The row that is wrong in a slice, if there is one. */
  Optional<BadRow> badRow(Slice slice) {
    return badRows.stream().filter(row -> Objects.equals(row.place(), slice.place())).findFirst();
  }

  /** What else is wrong. */
  @Nullable String problem() {
    return problem;
  }

  boolean sameContent(PartitionSummary other) {
    return checksum == other.checksum && slices.equals(other.slices);
  }

  /** Sums up a partition, data set by data set. */
  static final class Tally {
    private final CRC32C checksum = new CRC32C();
    private final List<Slice> slices = new ArrayList<>();
    private @Nullable ExampleLayout layout;

    /** Adds a data set; its examples as a block. */
    ExampleBlock add(Object data) {
      ExampleBlock block = ExampleBlock.of(data);
      if (layout != null) {
        requireSame(layout, block.layout());
      }
      layout = block.layout();
      block.checksum(checksum);
      enter(FilePlace.of(data)).add(block.count());
      return block;
    }

    /** The slice that is read now, a new one where the place is another. */
    private Slice enter(@Nullable FilePlace place) {
      if (slices.isEmpty() || !Objects.equals(last().place(), place)) {
        slices.add(new Slice(place));
      }
      return last();
    }

    private Slice last() {
      return slices.get(slices.size() - 1);
    }

    /** Which slice the latest data set is of. */
    int slice() {
      return slices.size() - 1;
    }

    @Nullable ExampleLayout layout() {
      return layout;
    }

    PartitionSummary summary() {
      return new PartitionSummary(slices, checksum.getValue(), layout);
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
