package io.clrspark.frame;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

/**
 * Columns of a frame's rows, followed by where each row comes from: the file that is being read, as
 * a URI (empty where the rows were shuffled, cached or never in a file), and the byte at which the
 * part of it starts that Spark gave the task.
 */
final class FileRows {

  private FileRows() {}

  static JavaRDD<FrameRow> of(Dataset<Row> frame, List<Column> columns) {
    int count = columns.size();
    return withPlaces(
            frame, columns, functions.input_file_name(), functions.expr("input_file_block_start()"))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> placed(rows, new FrameRow(count)));
  }

  private static Dataset<Row> withPlaces(
      Dataset<Row> frame, List<Column> columns, Column file, Column start) {
    List<Column> all = new ArrayList<>(columns);
    all.add(file);
    all.add(start);
    try {
      return frame.select(all.toArray(new Column[0]));
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (e instanceof AnalysisException && file.equals(functions.input_file_name())) {
        return withPlaces( // of several sources: Spark knows no file then
            frame, columns, functions.lit(""), functions.lit(-1L));
      }
      throw e;
    }
  }

  private static Iterator<FrameRow> placed(Iterator<InternalRow> rows, FrameRow row) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public FrameRow next() {
        return row.at(rows.next());
      }
    };
  }
}
