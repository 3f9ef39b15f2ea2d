package io.clrspark.examples.load;

import io.clrspark.examples.FilePlace;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Successive examples of a partition that come from one part of a file, or from none. */
final class FilePart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final @Nullable FilePlace place;
  private long count;

  FilePart(@Nullable FilePlace place) {
    this.place = place;
  }

  void add(int examples) {
    count += examples;
  }

  @Nullable FilePlace place() {
    return place;
  }

  long count() {
    return count;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FilePart that
        && count == that.count
        && Objects.equals(place, that.place);
  }

  @Override
  public int hashCode() {
    return Objects.hash(place, count);
  }
}
