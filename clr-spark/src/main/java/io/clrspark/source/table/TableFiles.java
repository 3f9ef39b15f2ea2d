package io.clrspark.source.table;

import io.clrspark.source.file.DataFile;
import io.clrspark.source.frame.FrameColumns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Files of one schema, opened.
 *
 * @param frame their rows
 * @param files their paths; empty if the rows are of a query
 * @param isCaseSensitive whether names that differ in case differ
 * @param names what the columns are called in messages; empty for the frame's own names
 */
record TableFiles(
    Dataset<Row> frame, List<DataFile> files, boolean isCaseSensitive, List<String> names) {

  /** The columns. */
  FrameColumns columns() {
    return new FrameColumns(frame, isCaseSensitive);
  }

  /** What the rows come from, for messages. */
  String source() {
    return files.isEmpty() ? "the query's result" : files.get(0).path();
  }

  /** The number of columns. */
  int count() {
    int all = frame.columns().length;
    return Arrays.asList(frame.columns()).contains(CsvDialect.REST) ? all - 1 : all;
  }

  /** What a column is called in messages. */
  String shown(String name) {
    int index = names.isEmpty() ? -1 : Arrays.asList(frame.columns()).indexOf(name);
    return index < 0 || index >= names.size() ? name : names.get(index);
  }
}
