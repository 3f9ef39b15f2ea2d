package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.FilePart;
import java.io.Serializable;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Chooses rows by their place alone. Sent to the tasks. */
@Internal
public interface RowFilter extends Serializable {

  /** Every row. */
  RowFilter ALL = (partition, place) -> row -> true;

  /**
   * Which rows are wanted, by their zero-based place in a part of a file, or else in the partition.
   *
   * @param partition the partition of the data
   * @param place the part of a file; null if rows are in no file
   */
  LongPredicate of(int partition, @Nullable FilePart place);
}
