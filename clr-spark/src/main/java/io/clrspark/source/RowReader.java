package io.clrspark.source;

import io.clrspark.Internal;
import java.io.Serializable;

/**
 * Reads the numbers in a row of a source. Sent to the tasks.
 *
 * @param <R> a row of that source
 */
@Internal
@FunctionalInterface
public interface RowReader<R extends SourceRow> extends Serializable {

  /**
   * Adds the numbers of a row.
   *
   * @param features takes the row's features, in C order
   * @param labels takes the row's label columns as they are
   * @throws BadValueException if a value cannot be part of an example
   */
  void read(R row, NumberBuffer features, NumberBuffer labels);
}
