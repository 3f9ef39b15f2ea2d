package io.clrspark.input;

/** One example of a CSV file; it never leaves the task that reads it. */
final class CsvRow {

  /** Zero-based place in its file. */
  final long row;

  /** As the network gets them. */
  final float[] features;

  /** Class number. */
  final int label;

  CsvRow(long row, float[] features, int label) {
    this.row = row;
    this.features = features;
    this.label = label;
  }
}
