package io.clrspark.source;

import io.clrspark.Internal;
import java.io.Serializable;

/** Refuses rows when they are read. Sent to the tasks. */
@Internal
@FunctionalInterface
public interface RowCheck extends Serializable {

  /** Takes every row. */
  RowCheck NONE = (features, labels) -> {};

  /**
   * Checks a row.
   *
   * @throws BadValueException if it cannot be an example
   */
  void check(NumberBuffer features, NumberBuffer labels);
}
