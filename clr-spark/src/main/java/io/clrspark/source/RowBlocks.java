package io.clrspark.source;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.FilePart;
import io.clrspark.files.DamagedFiles;
import io.clrspark.files.ErrorText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a partition to blocks of numbers. The rest of a part of a file is skipped after
 * its first bad row. The other parts are read to the end, so that a pass over the data can count
 * them. A fault is a block and not an exception, so that Spark does not repeat the task: a bad row
 * stays bad.
 *
 * @param <R> a row of the source; its iterator may return the same object each time
 */
@Internal
public final class RowBlocks<R extends SourceRow> implements Iterator<RowBlock> {

  private static final int ROWS = 1024;
  private static final int NUMBERS = 1 << 17;

  private final Iterator<R> rows;
  private final RowReader<R> reader;
  private final RowCheck check;
  private final boolean isPadded;
  private final NumberBuffer features = new NumberBuffer();
  private final NumberBuffer labels = new NumberBuffer();
  private final List<BadRow> bad = new ArrayList<>();

  private double[] blockFeatures = new double[0];
  private double[] blockLabels = new double[0];
  private int count;
  private int width = -1;
  private int labelWidth = -1;
  private @Nullable R row;
  private @Nullable FilePart place;
  private long rowInPlace = -1;
  private boolean isValid = true;
  private boolean hasRow; // a row is read that is in no block yet
  private boolean ended;
  private @Nullable String problem;

  /**
   * @param rows the rows of a partition
   * @param reader reads a row
   * @param check checks it
   * @param isPadded whether a row with fewer features than others has zeros at its end
   */
  public RowBlocks(Iterator<R> rows, RowReader<R> reader, RowCheck check, boolean isPadded) {
    this.rows = rows;
    this.reader = reader;
    this.check = check;
    this.isPadded = isPadded;
  }

  @Override
  public boolean hasNext() {
    if (!hasRow && !ended) {
      hasRow = advance();
    }
    return hasRow || !ended;
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!hasRow || row == null) {
      ended = true;
      return RowBlock.ofFaults(bad, problem);
    }
    return block(row);
  }

  /** Successive rows of one part of a file. */
  private RowBlock block(R start) {
    FilePart blockPlace = place;
    long first = rowInPlace;
    String layout = start.layout();
    int capacity = Math.max(1, Math.min(ROWS, NUMBERS / Math.max(1, width)));
    blockFeatures = new double[capacity * width];
    blockLabels = new double[capacity * labelWidth];
    int blockWidth = width;
    count = 0;
    do {
      add();
      hasRow = advance();
    } while (hasRow
        && count < capacity
        && width == blockWidth
        && Objects.equals(place, blockPlace));
    return RowBlock.of(
        blockPlace,
        layout,
        first,
        Arrays.copyOf(blockFeatures, count * blockWidth),
        Arrays.copyOf(blockLabels, count * labelWidth),
        count);
  }

  private void add() {
    for (int i = 0; i < features.size(); i++) {
      blockFeatures[count * width + i] = features.get(i);
    }
    for (int i = 0; i < labelWidth; i++) {
      blockLabels[count * labelWidth + i] = labels.get(i);
    }
    count++;
  }

  /** Reads the next valid row; false at the end, and after a failure. */
  private boolean advance() {
    try {
      while (problem == null && rows.hasNext()) {
        R next = rows.next();
        rowInPlace++;
        if (!Objects.equals(next.place(), place)) {
          place = next.place();
          rowInPlace = 0;
          isValid = true;
        }
        row = next;
        if (isValid && read(next)) {
          return true;
        }
      }
    } catch (ClrException e) {
      problem = e.getMessage();
    } catch (Exception e) { // Spark's is checked, and thrown undeclared
      Optional<ClrException> named = problem(e);
      if (named.isEmpty()) {
        throw e;
      }
      problem = named.get().getMessage();
    }
    if (problem == null && bad.isEmpty()) {
      ended = true;
    }
    return false;
  }

  /** The failure of a format's reader: the driver reports it, without Spark's log. */
  private static Optional<ClrException> problem(Exception e) {
    String file = InputFileBlockHolder.getInputFilePath().toString();
    boolean isOfFormat =
        Arrays.stream(ErrorText.root(e).getStackTrace())
            .anyMatch(frame -> frame.getClassName().matches("org\\.apache\\.(parquet|orc)\\..*"));
    return DamagedFiles.named(e)
        .or(
            () ->
                isOfFormat && !file.isEmpty()
                    ? Optional.of(DamagedFiles.of(file, e))
                    : Optional.empty());
  }

  private boolean read(R next) {
    features.clear();
    labels.clear();
    try {
      reader.read(next, features, labels);
      check.check(features, labels);
      if (width < 0) {
        width = features.size();
        labelWidth = labels.size();
      }
      requireSame(features.size(), width, "features");
      requireSame(labels.size(), labelWidth, "labels");
      width = Math.max(width, features.size());
      return true;
    } catch (BadValueException e) {
      bad.add(new BadRow(place, rowInPlace, e.reason()));
      isValid = false;
      return false;
    }
  }

  private void requireSame(int size, int before, String what) {
    if (size != before && !isPadded) {
      throw new BadValueException(
          "it has " + size + " " + what + ", but the rows before it " + before);
    }
  }
}
