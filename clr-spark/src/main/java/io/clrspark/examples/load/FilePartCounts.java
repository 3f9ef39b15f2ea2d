package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.FilePlace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How many rows a partition has of each part of a file, one after the other, and which are bad. */
@Internal
public final class FilePartCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<FilePart> slices = new ArrayList<>();
  private final ArrayList<BadRow> badRows = new ArrayList<>();

  /** Counts rows of a place; a slice starts where the place is another than before. */
  public void add(@Nullable FilePlace place, int rows) {
    if (slices.isEmpty() || !Objects.equals(last().place(), place)) {
      slices.add(new FilePart(place));
    }
    last().add(rows);
  }

  /** Notes rows that are wrong: for each slice the first. */
  public void add(List<BadRow> rows) {
    for (BadRow row : rows) {
      if (slices.stream().noneMatch(slice -> Objects.equals(slice.place(), row.place()))) {
        add(row.place(), 0);
      }
    }
    badRows.addAll(rows);
  }

  private FilePart last() {
    return slices.get(slices.size() - 1);
  }

  List<FilePart> slices() {
    return slices;
  }

  private Optional<BadRow> badRow(FilePart slice) {
    return badRows.stream().filter(row -> Objects.equals(row.place(), slice.place())).findFirst();
  }

  /**
   * Looks for a bad row in all partitions of the data.
   *
   * @throws ClrException for the first in the global order
   */
  public static void requireGood(List<FilePartCounts> partitions) {
    List<GlobalOrder.Position> positions = GlobalOrder.sorted(partitions);
    for (int i = 0; i < positions.size(); i++) {
      GlobalOrder.Position position = positions.get(i);
      Optional<BadRow> bad = partitions.get(position.partition()).badRow(position.slice());
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
}
