package io.clrspark.source;

import io.clrspark.Internal;
import java.io.Serializable;

/**
 * How the rows of a source become numbers; sent to the tasks.
 *
 * @param <R> a row of that source
 */
@Internal
public interface RowReader<R extends SourceRow> extends Serializable {

  /**
   * Adds the numbers that are a row's features, in C order.
   *
   * @throws BadValueException if one of them is none
   */
  void features(R row, RowNumbers into);

  /**
   * Adds the numbers that a row has as labels.
   *
   * @throws BadValueException if one of them is none
   */
  void labels(R row, RowNumbers into);
}
