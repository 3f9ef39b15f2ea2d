package io.clrspark.source.csv;

import io.clrspark.examples.FilePart;
import io.clrspark.source.SourceRow;

/** One row of a CSV file. */
final class CsvRow implements SourceRow {

  private final FilePart place;
  private final long row;
  private final CsvColumns columns;
  private final String[] values;

  CsvRow(FilePart place, long row, CsvColumns columns, String[] values) {
    this.place = place;
    this.row = row;
    this.columns = columns;
    this.values = values;
  }

  @Override
  public FilePart place() {
    return place;
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public String layout() {
    return columns.layout();
  }

  CsvColumns columns() {
    return columns;
  }

  /** As they stand in the file; null for an empty one. */
  String[] values() {
    return values;
  }
}
