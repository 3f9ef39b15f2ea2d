package io.clrspark.examples;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.util.List;

/**
 * The bad rows of a partition, the first of each part of a file. It is thrown at the partition's
 * end, after all valid rows: only then does the loading pass know how many rows a file has before a
 * bad one, and which bad row of the data is the first.
 */
@Internal
public final class BadRowsException extends ClrException {

  private static final long serialVersionUID = 1L;

  private final List<BadRow> rows;

  /**
   * @param partition the number of the partition
   * @param rows at least one bad row
   */
  public BadRowsException(int partition, List<BadRow> rows) {
    super(rows.get(0).message(partition, 0));
    this.rows = List.copyOf(rows);
  }

  public List<BadRow> rows() {
    return rows;
  }
}
