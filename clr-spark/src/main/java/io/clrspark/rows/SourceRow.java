package io.clrspark.rows;

import io.clrspark.training.data.FilePlace;
import org.jspecify.annotations.Nullable;

/** A row as it stands in its source; it never leaves the task that reads it. */
public interface SourceRow {

  /** The part of a file that it is in; null where rows are of no file. */
  @Nullable FilePlace place();
}
