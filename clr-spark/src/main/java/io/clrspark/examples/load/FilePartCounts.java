package io.clrspark.examples.load;

import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.FilePart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How many rows a partition has of each part of a file, in the partition's order; and bad rows. */
@Internal
public final class FilePartCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<FilePartCount> counts = new ArrayList<>();
  private final ArrayList<BadRow> badRows = new ArrayList<>();

  /** Counts rows; a new count starts where the part differs from that of the rows before. */
  public void add(@Nullable FilePart part, int rows) {
    latest(part).add(rows);
  }

  void add(@Nullable FilePart part, ExampleBlock block) {
    latest(part).add(block);
  }

  /** Notes bad rows, the first of each part. */
  public void add(List<BadRow> rows) {
    for (BadRow row : rows) {
      if (counts.stream().noneMatch(count -> Objects.equals(count.part(), row.part()))) {
        counts.add(new FilePartCount(row.part()));
      }
    }
    badRows.addAll(rows);
  }

  private FilePartCount latest(@Nullable FilePart part) {
    if (counts.isEmpty() || !Objects.equals(counts.get(counts.size() - 1).part(), part)) {
      counts.add(new FilePartCount(part));
    }
    return counts.get(counts.size() - 1);
  }

  List<FilePartCount> counts() {
    return counts;
  }

  Optional<BadRow> badRow(@Nullable FilePart part) {
    return badRows.stream().filter(row -> Objects.equals(row.part(), part)).findFirst();
  }
}
