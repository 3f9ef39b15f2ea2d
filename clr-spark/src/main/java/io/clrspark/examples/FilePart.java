package io.clrspark.examples;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A part of a file that examples were read from. Spark packs and orders such parts by the number of
 * cores; their order by file and start does not depend on it. A {@link DataSet} carries it as
 * DL4J's example metadata, one entry per example.
 */
@Internal
public final class FilePart implements Serializable, Comparable<FilePart> {

  private static final long serialVersionUID = 1L;

  private static final Comparator<FilePart> ORDER =
      Comparator.comparing(FilePart::file).thenComparingLong(part -> part.start);

  private final String file;
  private final long start;

  /**
   * @param file the file's path
   * @param start where the part starts, in bytes
   */
  public FilePart(String file, long start) {
    this.file = file;
    this.start = start;
  }

  /** Marks all examples of a data set as read from this part. */
  public void mark(DataSet data) {
    data.setExampleMetaData(Collections.nCopies(data.numExamples(), this));
  }

  /** The part that a data set is marked with, or a block comes from; null if it is not known. */
  public static @Nullable FilePart of(Object data) {
    if (data instanceof ExampleBlock block) {
      return block.place();
    }
    if (data instanceof DataSet set) {
      List<Serializable> entries = set.getExampleMetaData();
      if (entries != null && !entries.isEmpty() && entries.get(0) instanceof FilePart part) {
        return part;
      }
    }
    return null;
  }

  public String file() {
    return file;
  }

  @Override
  public int compareTo(FilePart other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FilePart that && start == that.start && file.equals(that.file));
  }

  @Override
  public int hashCode() {
    return Objects.hash(file, start);
  }

  @Override
  public String toString() {
    return file + " from byte " + start;
  }
}
