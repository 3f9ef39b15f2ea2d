package io.clrspark.examples;

import io.clrspark.Internal;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A row of the data that cannot become an example. */
@Internal
public final class BadRow implements Serializable {

  private static final long serialVersionUID = 1L;

  private final @Nullable FilePart part;
  private final long row;
  private final String reason;

  /**
   * @param part the part of a file that the row is in; null where the data is not of files
   * @param row how many rows of that part, or of the partition, come before it
   * @param reason what is wrong with it, as a clause
   */
  public BadRow(@Nullable FilePart part, long row, String reason) {
    this.part = part;
    this.row = row;
    this.reason = reason;
  }

  public @Nullable FilePart part() {
    return part;
  }

  /**
   * The message for the user.
   *
   * @param rowsBefore how many rows of the file, or of the partition, come before the part
   */
  public String message(int partition, long rowsBefore) {
    String where = part == null ? "partition " + partition + " of the data" : part.file();
    return "Cannot read %s: row %s (zero-based): %s.".formatted(where, rowsBefore + row, reason);
  }
}
