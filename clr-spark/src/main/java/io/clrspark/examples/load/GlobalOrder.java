package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.ContentChecksum;
import io.clrspark.examples.FilePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one order of all examples: by file and position in it, where every example comes from a file,
 * so that Spark's splits do not matter; else by partition, then position.
 */
@Internal
public final class GlobalOrder {

  private final List<FilePartCounts> partitions;
  private final List<Position> positions = new ArrayList<>();
  private final long examples;

  private GlobalOrder(List<FilePartCounts> partitions) {
    this.partitions = partitions;
    for (int p = 0; p < partitions.size(); p++) {
      List<FilePartCount> counts = partitions.get(p).counts();
      for (int i = 0; i < counts.size(); i++) {
        positions.add(new Position(p, i, counts.get(i)));
      }
    }
    if (positions.stream().allMatch(position -> position.rows.part() != null)) {
      positions.sort(Comparator.comparing(Position::part)); // stable: equal parts keep their order
    }
    this.examples = positions.stream().mapToLong(position -> position.rows.count()).sum();
  }

  /** The order of the rows that have been counted in all partitions of the data. */
  public static GlobalOrder of(List<FilePartCounts> partitions) {
    return new GlobalOrder(partitions);
  }

  /**
   * Checks that no row is bad.
   *
   * @throws ClrException for the first bad row in this order
   */
  public void requireGood() {
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      Optional<BadRow> bad = partitions.get(position.partition).badRow(position.rows.part());
      if (bad.isPresent()) {
        long before =
            positions.subList(0, i).stream()
                .filter(other -> other.isIn(bad.get().part()))
                .mapToLong(other -> other.rows.count())
                .sum();
        throw new ClrException(bad.get().message(position.partition, before));
      }
    }
  }

  /** N: the number of examples. */
  public long examples() {
    return examples;
  }

  /** The place g of the first example of each count of each partition. */
  long[][] starts() {
    long[][] starts = new long[partitions.size()][];
    for (int p = 0; p < starts.length; p++) {
      starts[p] = new long[partitions.get(p).counts().size()];
    }
    long start = 0;
    for (Position position : positions) {
      starts[position.partition][position.index] = start;
      start += position.rows.count();
    }
    return starts;
  }

  /** How many rows of its file come before each part of a file. */
  public Map<FilePart, Long> rowsBefore() {
    Map<FilePart, Long> before = new HashMap<>();
    Map<String, Long> rows = new HashMap<>();
    for (Position position : positions) {
      FilePart part = position.rows.part();
      if (part != null) {
        long sum = rows.merge(part.file(), position.rows.count(), Long::sum);
        before.put(part, sum - position.rows.count());
      }
    }
    return before;
  }

  /** How many rows come before each partition, in the order of the partitions. */
  public long[] rowsBeforePartitions() {
    long[] before = new long[partitions.size()];
    long rows = 0;
    for (int p = 0; p < before.length; p++) {
      before[p] = rows;
      rows += partitions.get(p).counts().stream().mapToLong(FilePartCount::count).sum();
    }
    return before;
  }

  /** The content of all examples in this order, as sixteen hexadecimal digits. */
  String checksum() {
    long checksum = 0;
    for (Position position : positions) {
      FilePartCount rows = position.rows;
      checksum = ContentChecksum.concatenate(checksum, rows.checksum(), rows.count());
    }
    return "%016x".formatted(checksum);
  }

  /** Where Spark has the rows of one count. */
  private record Position(int partition, int index, FilePartCount rows) {

    FilePart part() {
      return Objects.requireNonNull(rows.part());
    }

    boolean isIn(@Nullable FilePart file) {
      return file != null && rows.part() != null && part().file().equals(file.file());
    }
  }
}
