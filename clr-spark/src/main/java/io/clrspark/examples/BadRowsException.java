package io.clrspark.examples;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.util.List;

/**
 * What is wrong in a partition: the first bad row of each part of a file. Thrown at its end, when
 * all sound parts have been read: then the loading pass knows how many rows a file has before a bad
 * one, and which of all is the first.
 */
@Internal
public final class BadRowsException extends ClrException {

  private static final long serialVersionUID = 1L;

  private final List<BadRow> rows;

  /**
   * @param partition its number
   * @param rows at least one
   */
  public BadRowsException(int partition, List<BadRow> rows) {
    super(rows.get(0).message(partition, 0));
    this.rows = List.copyOf(rows);
  }

  public List<BadRow> rows() {
    return rows;
  }
}
