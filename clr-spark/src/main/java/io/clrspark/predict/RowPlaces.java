package io.clrspark.predict;

import io.clrspark.examples.FilePart;
import io.clrspark.input.ScoringData;
import io.clrspark.source.RowBlock;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where each row is: its file, and its zero-based place there. Sent to the tasks. */
final class RowPlaces implements Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<FilePart, Long> rowsBefore;
  private final long[] rowsBeforePartitions;
  private final String[] files;

  RowPlaces(ScoringData data) {
    this.rowsBefore = new HashMap<>(data.rowsBefore());
    this.rowsBeforePartitions = data.rowsBeforePartitions();
    this.files = data.files().toArray(String[]::new);
  }

  /**
   * The place of a block's first row in its file, or among all rows if it is in no file.
   *
   * @param partitionRow the place of the row in its partition
   */
  long first(int partition, RowBlock block, long partitionRow) {
    FilePart place = block.place();
    return place == null
        ? rowsBeforePartitions[partition] + partitionRow
        : Objects.requireNonNull(rowsBefore.get(place), place::file) + block.first();
  }

  /** Whether each row is a file of its own, as images are. */
  boolean areFiles() {
    return files.length > 0;
  }

  /**
   * The file of a row; null if it is in none.
   *
   * @param row as {@link #first} counts
   */
  @Nullable String file(RowBlock block, long row) {
    if (areFiles()) {
      return files[(int) row];
    }
    FilePart place = block.place();
    return place == null ? null : place.file();
  }
}
