package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.FilePart;
import org.jspecify.annotations.Nullable;

/** A row of a source. It never leaves the task that reads it. */
@Internal
public interface SourceRow {

  /** The part of a file that it is in; null if rows are in no file. */
  @Nullable FilePart place();

  /** The layout of its file, as a clause for messages; may be empty. */
  default String layout() {
    return "";
  }
}
