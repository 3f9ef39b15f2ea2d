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
 * The part of a file that examples were read from. Spark packs and orders such parts by the number
 * of cores; the files' own order does not depend on it. Travels as the meta data of a data set, one
 * entry an example, as DL4J keeps such.
 */
@Internal
public final class FilePlace implements Serializable, Comparable<FilePlace> {

  private static final long serialVersionUID = 1L;

  private static final Comparator<FilePlace> ORDER =
      Comparator.comparing(FilePlace::file).thenComparingLong(place -> place.start);

  private final String file;
  private final long start;

  /**
   * @param file the file's path
   * @param start where the part starts, in bytes
   */
  public FilePlace(String file, long start) {
    this.file = file;
    this.start = start;
  }

  /** Says of all examples of a data set that they come from here. */
  public void mark(DataSet data) {
    data.setExampleMetaData(Collections.nCopies(data.numExamples(), this));
  }

  /** Where a data set's examples come from; null if nothing says so. */
  public static @Nullable FilePlace of(Object data) {
    if (data instanceof DataSet set) {
      List<Serializable> entries = set.getExampleMetaData();
      if (entries != null && !entries.isEmpty() && entries.get(0) instanceof FilePlace place) {
        return place;
      }
    }
    return null;
  }

  public String file() {
    return file;
  }

  @Override
  public int compareTo(FilePlace other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FilePlace that && start == that.start && file.equals(that.file);
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
