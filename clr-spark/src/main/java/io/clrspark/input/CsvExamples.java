package io.clrspark.input;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One side of a file's split as data sets of up to {@value #ROWS} examples: features of shape [n,
 * columns - 1] or that of {@code spark.clr.data.shape}, labels one-hot of shape [n, classes].
 */
final class CsvExamples implements Iterator<DataSet> {

  private static final int ROWS = 256;

  private final CsvRows rows;
  private final CsvFormat format;
  private final int file;
  private final boolean test;
  private final int classes;
  private @Nullable CsvRow next;

  CsvExamples(CsvRows rows, CsvFormat format, int file, boolean test, int classes) {
    this.rows = rows;
    this.format = format;
    this.file = file;
    this.test = test;
    this.classes = classes;
    this.next = advance();
  }

  private @Nullable CsvRow advance() {
    while (rows.hasNext()) {
      CsvRow row = rows.next();
      if (format.isTest(file, row.row) == test) {
        return row;
      }
    }
    rows.close();
    return null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public DataSet next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    float[][] features = new float[ROWS][];
    float[][] labels = new float[ROWS][];
    int count = 0;
    for (; count < ROWS && next != null; count++) {
      features[count] = next.features;
      labels[count] = new float[classes];
      labels[count][next.label] = 1;
      next = advance();
    }
    return new DataSet(
        Nd4j.createFromArray(Arrays.copyOf(features, count))
            .reshape('c', format.batchShape(count, features[0].length)),
        Nd4j.createFromArray(Arrays.copyOf(labels, count)));
  }
}
