package io.clrspark.input;

import io.clrspark.ClrException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass learns of one file. A problem is a value, not an exception: a bad row does
 * not get better by Spark's retries.
 */
final class CsvSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String file;
  private int columns;
  private String header = "";
  private long train;
  private long test;
  private int largestLabel = -1;
  private @Nullable String problem;

  private CsvSummary(String file) {
    this.file = file;
  }

  static CsvSummary of(CsvFormat format, int index, String file, Configuration hadoop) {
    CsvSummary summary = new CsvSummary(file);
    try (CsvRows rows = new CsvRows(format, file, hadoop)) {
      summary.columns = rows.columns();
      summary.header = rows.header();
      while (rows.hasNext()) {
        summary.add(rows.next(), format, index);
      }
    } catch (ClrException e) {
      summary.problem = e.getMessage();
    }
    return summary;
  }

  private void add(CsvRow row, CsvFormat format, int index) {
    if (format.isTest(index, row.row)) {
      test++;
    } else {
      train++;
    }
    largestLabel = Math.max(largestLabel, row.label);
  }

  /**
   * @throws ClrException if something is wrong with the file
   */
  void requireSound() {
    if (problem != null) {
      throw new ClrException(problem);
    }
  }

  /**
   * @throws ClrException if this file's columns are not those of the other
   */
  void requireSameColumns(CsvSummary other) {
    if (columns != other.columns || !header.equals(other.header)) {
      throw new ClrException(
          "Cannot read "
              + file
              + ": its "
              + describe()
              + " are not those of "
              + other.file
              + " ("
              + other.describe()
              + "). Give files of one layout.");
    }
  }

  private String describe() {
    return columns + " columns" + (header.isEmpty() ? "" : " [" + header + "]");
  }

  boolean isEmpty() {
    return train + test == 0;
  }

  int features() {
    return columns - 1;
  }

  long train() {
    return train;
  }

  long test() {
    return test;
  }

  int largestLabel() {
    return largestLabel;
  }
}
