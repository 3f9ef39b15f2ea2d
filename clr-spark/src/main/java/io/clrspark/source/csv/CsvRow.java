package io.clrspark.source.csv;

import io.clrspark.examples.FilePart;
import io.clrspark.source.SourceRow;

/**
 * A row of a CSV file.
 *
 * @param place the part of a file that it is in
 * @param row its zero-based place in its file
 * @param columns the columns of its file
 * @param values the texts of its columns; null for an empty one
 */
@SuppressWarnings("ArrayRecordComponent") // rows are not compared
record CsvRow(FilePart place, long row, CsvColumns columns, String[] values) implements SourceRow {

  @Override
  public String layout() {
    return columns.layout();
  }
}
