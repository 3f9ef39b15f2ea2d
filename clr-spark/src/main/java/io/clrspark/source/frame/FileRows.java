package io.clrspark.source.frame;

import io.clrspark.Internal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

/**
 * Adds to the columns of a frame where each row comes from: the file as a URI (empty if the rows
 * were shuffled, cached or never in a file), and the byte at which the task's part of it starts.
 */
@Internal
public final class FileRows {

  private FileRows() {}

  /** The rows of any frame. */
  public static JavaRDD<FrameRow> of(Dataset<Row> frame, List<Column> columns) {
    int count = columns.size();
    return withPlaces(frame, columns)
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> placed(rows, new FrameRow(count)));
  }

  private static Dataset<Row> withPlaces(Dataset<Row> frame, List<Column> columns) {
    try {
      return select(
          frame,
          columns,
          List.of(functions.input_file_name(), functions.expr("input_file_block_start()")));
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (e instanceof AnalysisException) { // of several sources: Spark then knows no file
        return select(frame, columns, List.of(functions.lit(""), functions.lit(-1L)));
      }
      throw e;
    }
  }

  private static Dataset<Row> select(
      Dataset<Row> frame, List<Column> columns, List<Column> places) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(places);
    return frame.select(all.toArray(new Column[0]));
  }

  /**
   * Spark keeps the file of a row for each thread, but a thread shares it with the one that started
   * it. In the driver's process tasks would then see each other's files, so this one forgets it
   * before it opens its first.
   */
  private static Iterator<FrameRow> placed(Iterator<InternalRow> rows, FrameRow row) {
    InputFileBlockHolder.unset();
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
