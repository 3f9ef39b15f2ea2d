package io.clrspark.examples.load;

import io.clrspark.examples.ContentSum;
import io.clrspark.examples.FilePlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where each slice of each partition stands in the one order of all examples: by file and the place
 * in it, where every example says its own, so that Spark's splits do not matter; else by partition,
 * then position.
 */
final class GlobalOrder {

  private final long[][] starts;
  private final long examples;

  private GlobalOrder(long[][] starts, long examples) {
    this.starts = starts;
    this.examples = examples;
  }

  static GlobalOrder of(List<FilePartCounts> partitions) {
    long[][] starts = new long[partitions.size()][];
    for (int p = 0; p < starts.length; p++) {
      starts[p] = new long[partitions.get(p).slices().size()];
    }
    long examples = 0;
    for (Position position : sorted(partitions)) {
      starts[position.partition][position.index] = examples;
      examples += position.slice.count();
    }
    return new GlobalOrder(starts, examples);
  }

  /** N: how many examples there are. */
  long examples() {
    return examples;
  }

  /** The place g of the first example of each slice of each partition. */
  long[][] starts() {
    return starts;
  }

  /** The content of all examples in the global order. */
  static ContentSum content(List<PartitionSummary> partitions) {
    ContentSum content = ContentSum.NONE;
    for (Position position : sorted(LoadingPass.counts(partitions))) {
      ContentSum slice = partitions.get(position.partition).sums().get(position.index);
      content = content.plus(slice, position.slice.count());
    }
    return content;
  }

  /** All slices in the global order. */
  static List<Position> sorted(List<FilePartCounts> partitions) {
    List<Position> positions = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      List<FilePart> slices = partitions.get(p).slices();
      for (int s = 0; s < slices.size(); s++) {
        positions.add(new Position(p, s, slices.get(s)));
      }
    }
    if (positions.stream().allMatch(position -> position.slice.place() != null)) {
      positions.sort(Comparator.comparing(Position::place)); // stable: else as they stand
    }
    return positions;
  }

  /** A slice, and where Spark has it. */
  record Position(int partition, int index, FilePart slice) {

    private FilePlace place() {
      return Objects.requireNonNull(slice.place());
    }

    boolean isIn(@Nullable FilePlace file) {
      return file != null && slice.place() != null && place().file().equals(file.file());
    }
  }
}
