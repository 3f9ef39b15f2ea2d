package io.clrspark.examples.load;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.FilePart;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many successive rows of a partition come from one part of a file, or from no file. */
final class FilePartCount implements Serializable {

  private static final long serialVersionUID = 1L;

  private final @Nullable FilePart part;
  private long count;
  private long checksum;

  FilePartCount(@Nullable FilePart part) {
    this.part = part;
  }

  void add(int rows) {
    count += rows;
  }

  void add(ExampleBlock block) {
    count += block.count();
    checksum = block.checksum(checksum);
  }

  @Nullable FilePart part() {
    return part;
  }

  long count() {
    return count;
  }

  /** The content of the rows, as a {@link io.clrspark.examples.ContentChecksum}; 0 if not read. */
  long checksum() {
    return checksum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FilePartCount that
        && count == that.count
        && checksum == that.checksum
        && Objects.equals(part, that.part);
  }

  @Override
  public int hashCode() {
    return Objects.hash(part, count, checksum);
  }
}
