package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.FilePart;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Chooses rows by their place alone. Sent to the tasks. */
@Internal
public interface RowFilter extends Serializable {

  /** Every row. */
  RowFilter ALL = (place, row) -> true;

  /**
   * Whether a row is wanted.
   *
   * @param place the part of a file that it is in
   * @param row its zero-based place in its file
   */
  boolean keeps(@Nullable FilePart place, long row);
}
