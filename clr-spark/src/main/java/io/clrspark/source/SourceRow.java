package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.FilePart;
import org.jspecify.annotations.Nullable;

/** A row as it stands in its source; it never leaves the task that reads it. */
@Internal
public interface SourceRow {

  /** The part of a file that it is in; null where rows are of no file. */
  @Nullable FilePart place();

  /** Its zero-based place in its file; -1 where only its place in the part of the file is known. */
  default long row() {
    return -1;
  }

  /** What all rows of its file share, as a clause for messages; empty where nothing is to say. */
  default String layout() {
    return "";
  }
}
