package io.clrspark.ml.predict;

import io.clrspark.network.replica.OutputPool;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Predicts for the rows of a partition. */
final class ScoringTask implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<OutputPool> pool;
  private final int column;
  private final RowFeatures reader;
  private final List<Integer> shape;
  private final OutputColumns columns;
  private final String handleInvalid;

  /**
   * @param column the place of the features in a row
   * @param shape the shape of an example
   * @param handleInvalid error, skip or keep
   */
  ScoringTask(
      Broadcast<OutputPool> pool,
      int column,
      RowFeatures reader,
      List<Integer> shape,
      OutputColumns columns,
      String handleInvalid) {
    this.pool = pool;
    this.column = column;
    this.reader = reader;
    this.shape = shape;
    this.columns = columns;
    this.handleInvalid = handleInvalid;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return rows.hasNext() ? new BatchPredictions(rows, this, pool.value()) : rows;
  }

  @Nullable String read(Row row, double[] into, int at) {
    return reader.read(row.get(column), into, at);
  }

  int features() {
    return reader.features();
  }

  List<Integer> shape() {
    return shape;
  }

  OutputColumns columns() {
    return columns;
  }

  boolean handles(String how) {
    return handleInvalid.equals(how);
  }
}
