package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.BadRowsException;
import io.clrspark.examples.FilePart;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Turns the rows of a partition into data sets of up to {@value RowBatch#ROWS} examples. Each data
 * set is from one part of a file.
 *
 * @param <R> a row of the source
 */
@Internal
public final class RowExamples<R extends SourceRow> implements Iterator<DataSet> {

  private final int partition;
  private final ValidRows<R> rows;
  private final ExampleFormat<R> format;
  private boolean hasRow;
  private @Nullable DataSet next;

  /**
   * @param partition its number
   * @param rows its rows
   * @param format what they become
   * @param filter which of them are wanted
   */
  public RowExamples(int partition, Iterator<R> rows, ExampleFormat<R> format, RowFilter filter) {
    this.partition = partition;
    this.rows = new ValidRows<>(rows, format, filter);
    this.format = format;
    this.hasRow = this.rows.advance();
  }

  /**
   * @throws BadRowsException at the end of a partition that has bad rows
   */
  @Override
  public boolean hasNext() {
    if (next == null && hasRow) {
      next = batch();
    }
    if (next == null && !rows.bad().isEmpty()) {
      throw new BadRowsException(partition, rows.bad());
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

  /** Successive rows of one part of a file. */
  private DataSet batch() {
    FilePart place = rows.place();
    RowBatch batch = new RowBatch(format, rows.features().size(), rows.labels().size());
    while (hasRow && !batch.isFull() && Objects.equals(rows.place(), place)) {
      batch.add(rows.features(), rows.labels());
      hasRow = rows.advance();
    }
    return batch.dataSet(place);
  }
}
