package io.clrspark.history.files;

import io.clrspark.Internal;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A table with its columns, for Parquet and for Spark.
 *
 * @param <T> the Java type of a row
 * @param name the table's name and folder
 * @param columns its columns in order, without the run's id
 * @param iteration the iteration of a row
 */
@Internal
public record Table<T>(String name, List<Column<T>> columns, ToIntFunction<T> iteration) {

  /** The column that comes from the name of a segment's folder. */
  public static final String RUN_ID = "run_id";

  /** Spark's schema of the columns; nullable throughout, as for any file that Spark reads. */
  public StructType schema() {
    StructType schema = new StructType();
    for (Column<T> column : columns) {
      schema = schema.add(column.name(), column.type().spark());
    }
    return schema;
  }

  /** A row for Spark, with the run's id first. */
  public Row row(String runId, T row) {
    Object[] values = new Object[columns.size() + 1];
    values[0] = runId;
    for (int i = 0; i < columns.size(); i++) {
      values[i + 1] = columns.get(i).value().apply(row);
    }
    return RowFactory.create(values);
  }

  public MessageType parquet() {
    return new MessageType(name, columns.stream().map(Column::parquet).toList());
  }
}
