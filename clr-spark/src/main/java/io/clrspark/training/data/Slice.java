package io.clrspark.training.data;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Successive examples of a partition that come from one part of a file, or from none. */
final class Slice implements Serializable {

  private static final long serialVersionUID = 1L;

  private final @Nullable FilePlace place;
  private long count;

  Slice(@Nullable FilePlace place) {
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
    return other instanceof Slice that && count == that.count && Objects.equals(place, that.place);
  }

  @Override
  public int hashCode() {
    return Objects.hash(place, count);
  }
}
