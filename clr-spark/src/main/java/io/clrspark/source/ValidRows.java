package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.FilePart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition, one after the other, as numbers. A part of a file with a bad row is left
 * there; the others are read to the end, so that a pass over the data can count them.
 *
 * @param <R> a row of the source; its iterator may give one object again and again
 */
@Internal
public final class ValidRows<R extends SourceRow> {

  private final Iterator<R> rows;
  private final ExampleFormat<R> format;
  private final RowFilter filter;
  private final RowNumbers features = new RowNumbers();
  private final RowNumbers rawLabels = new RowNumbers();
  private final RowNumbers labels = new RowNumbers();
  private final List<BadRow> bad = new ArrayList<>();

  private @Nullable R row;
  private @Nullable FilePart place;
  private long rowInPlace = -1;
  private boolean isSound = true;
  private int width = -1;
  private int labelWidth = -1;

  /**
   * @param rows a partition's
   * @param format what becomes of them
   * @param filter which of them are wanted
   */
  public ValidRows(Iterator<R> rows, ExampleFormat<R> format, RowFilter filter) {
    this.rows = rows;
    this.format = format;
    this.filter = filter;
  }

  /** Goes to the next sound row; false at the end. */
  public boolean advance() {
    while (rows.hasNext()) {
      R next = rows.next();
      rowInPlace++;
      if (!Objects.equals(next.place(), place)) {
        place = next.place();
        rowInPlace = 0;
        isSound = true;
      }
      row = next;
      if (isSound && filter.keeps(place, row()) && read(next)) {
        return true;
      }
    }
    row = null;
    return false;
  }

  private boolean read(R next) {
    try {
      format.features(next, features);
      format.labels(next, rawLabels, labels);
      if (width < 0) {
        width = features.size();
        labelWidth = labels.size();
      }
      requireSame(features.size(), width, "features");
      requireSame(labels.size(), labelWidth, "labels");
      return true;
    } catch (BadValueException e) {
      bad.add(new BadRow(place, rowInPlace, e.reason()));
      isSound = false;
      return false;
    }
  }

  private static void requireSame(int size, int before, String what) {
    if (size != before) {
      throw new BadValueException(
          "it has " + size + " " + what + ", but the rows before it " + before);
    }
  }

  /** Where the row is of; null if it is of no file. */
  public @Nullable FilePart place() {
    return place;
  }

  /** The row's zero-based place in its file, as far as its source knows it. */
  public long row() {
    return row == null || row.row() < 0 ? rowInPlace : row.row();
  }

  /** What all rows of its file share, for messages. */
  public String layout() {
    return row == null ? "" : row.layout();
  }

  /** Its features, until the next one is read. */
  public RowNumbers features() {
    return features;
  }

  /** Its labels, until the next one is read. */
  public RowNumbers labels() {
    return labels;
  }

  /** The bad rows that were met. */
  public List<BadRow> bad() {
    return bad;
  }
}
