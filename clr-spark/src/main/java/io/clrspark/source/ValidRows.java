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
 * The rows of a partition as numbers, one after the other. The rest of a part of a file is skipped
 * after its first bad row. The other parts are read to the end, so that a pass over the data can
 * count them.
 *
 * @param <R> a row of the source; its iterator may return the same object each time
 */
@Internal
public final class ValidRows<R extends SourceRow> {

  private final Iterator<R> rows;
  private final ExampleFormat<R> format;
  private final RowFilter filter;
  private final NumberBuffer features = new NumberBuffer();
  private final NumberBuffer rawLabels = new NumberBuffer();
  private final NumberBuffer labels = new NumberBuffer();
  private final List<BadRow> bad = new ArrayList<>();

  private @Nullable R row;
  private @Nullable FilePart place;
  private long rowInPlace = -1;
  private boolean isValid = true;
  private int width = -1;
  private int labelWidth = -1;

  /**
   * @param rows the rows of a partition
   * @param format what they become
   * @param filter which of them are wanted
   */
  public ValidRows(Iterator<R> rows, ExampleFormat<R> format, RowFilter filter) {
    this.rows = rows;
    this.format = format;
    this.filter = filter;
  }

  /** Goes to the next valid row; false at the end. */
  public boolean advance() {
    while (rows.hasNext()) {
      R next = rows.next();
      rowInPlace++;
      if (!Objects.equals(next.place(), place)) {
        place = next.place();
        rowInPlace = 0;
        isValid = true;
      }
      row = next;
      if (isValid && filter.keeps(place, row()) && read(next)) {
        return true;
      }
    }
    row = null;
    return false;
  }

  private boolean read(R next) {
    try {
      format.read(next, features, rawLabels, labels);
      if (width < 0) {
        width = features.size();
        labelWidth = labels.size();
      }
      requireSame(features.size(), width, "features");
      requireSame(labels.size(), labelWidth, "labels");
      return true;
    } catch (BadValueException e) {
      bad.add(new BadRow(place, rowInPlace, e.reason()));
      isValid = false;
      return false;
    }
  }

  private static void requireSame(int size, int before, String what) {
    if (size != before) {
      throw new BadValueException(
          "it has " + size + " " + what + ", but the rows before it " + before);
    }
  }

  /** The part of a file that the row is in; null if it is in no file. */
  public @Nullable FilePart place() {
    return place;
  }

  /** The row's zero-based place in its file, if known; else its place in the part. */
  public long row() {
    return row == null || row.row() < 0 ? rowInPlace : row.row();
  }

  /** The layout of its file, for messages. */
  public String layout() {
    return row == null ? "" : row.layout();
  }

  /** The row's features, until the next row is read. */
  public NumberBuffer features() {
    return features;
  }

  /** The row's labels, until the next row is read. */
  public NumberBuffer labels() {
    return labels;
  }

  /** The bad rows so far. */
  public List<BadRow> bad() {
    return bad;
  }
}
