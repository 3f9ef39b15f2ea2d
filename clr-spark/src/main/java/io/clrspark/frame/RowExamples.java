package io.clrspark.frame;

import io.clrspark.training.data.BadRow;
import io.clrspark.training.data.BadRowsException;
import io.clrspark.training.data.FilePlace;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The rows of a partition as data sets of up to {@value #ROWS} examples, each of one part of a
 * file. A part with a bad row is left there; the others are read to the end, so that the loading
 * pass can count.
 */
final class RowExamples implements Iterator<DataSet> {

  static final int ROWS = 256;

  private final int partition;
  private final Iterator<InternalRow> rows;
  private final RowFormat format;
  private final Numbers features = new Numbers();
  private final Numbers rawLabels = new Numbers();
  private final Numbers labels = new Numbers();
  private final List<BadRow> bad = new ArrayList<>();

  private @Nullable InternalRow row; // the next one; Spark reuses the object
  private @Nullable UTF8String file;
  private long start;
  private @Nullable FilePlace place;
  private long rowInPlace;
  private boolean isSound = true;
  private @Nullable RowBatch first; // all rows are as long as its
  private @Nullable DataSet next;

  RowExamples(int partition, Iterator<InternalRow> rows, RowFormat format) {
    this.partition = partition;
    this.rows = rows;
    this.format = format;
    advance();
  }

  @Override
  public boolean hasNext() {
    while (next == null && row != null) {
      next = batch();
    }
    if (next == null && !bad.isEmpty()) {
      throw new BadRowsException(partition, bad);
    }
    return next != null;
  }

  @Override
  public DataSet next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    DataSet made = next;
    next = null;
    return made;
  }

  /** Goes to the next row. */
  private void advance() {
    row = rows.hasNext() ? rows.next() : null;
    rowInPlace++;
    if (row != null) {
      enter(row.getUTF8String(format.columns()), row.getLong(format.columns() + 1));
    }
  }

  private void enter(UTF8String rowsFile, long rowsStart) {
    if (!rowsFile.equals(file) || rowsStart != start) {
      file = rowsFile.copy();
      start = rowsStart;
      place = rowsFile.numBytes() == 0 ? null : new FilePlace(readable(file), start);
      rowInPlace = 0;
      isSound = true;
    }
  }

  /** Spark gives files as URIs. */
  private static String readable(UTF8String file) {
    return new Path(URI.create(file.toString())).toString();
  }

  /** Successive sound rows of one place; null if there are none before the place ends. */
  private @Nullable DataSet batch() {
    FilePlace here = place;
    RowBatch batch = null;
    while (row != null && Objects.equals(place, here) && (batch == null || !batch.isFull())) {
      if (isSound) {
        batch = add(row, batch);
      }
      advance();
    }
    return batch == null ? null : batch.dataSet(here);
  }

  /** The batch with the row in it, or without it if it is a bad one. */
  private @Nullable RowBatch add(InternalRow from, @Nullable RowBatch batch) {
    try {
      format.features(from, features);
      format.labels(from, rawLabels, labels);
      RowBatch target = batch == null ? newBatch() : batch;
      target.add(features, labels);
      return target;
    } catch (BadValueException e) {
      bad.add(new BadRow(place, rowInPlace, e.reason()));
      isSound = false;
      return batch;
    }
  }

  private RowBatch newBatch() {
    if (first == null) {
      first = new RowBatch(format, features.size(), labels.size());
      return first;
    }
    return first.another();
  }
}
