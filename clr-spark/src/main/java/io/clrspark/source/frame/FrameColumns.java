package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.NearestNames;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** The columns of a frame by name; {@code a.b} is the field b of the column a. */
@Internal
public final class FrameColumns {

  private final Dataset<Row> frame;

  public FrameColumns(Dataset<Row> frame) {
    this.frame = frame;
  }

  public Dataset<Row> frame() {
    return frame;
  }

  public List<String> names() {
    return List.of(frame.columns());
  }

  /** The column, which must be there. */
  public Column column(String name) {
    return frame.col(name);
  }

  /** The type of a column; empty if there is none of that name. */
  public Optional<DataType> type(String name) {
    try {
      return Optional.of(frame.select(frame.col(name)).schema().fields()[0].dataType());
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (e instanceof AnalysisException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The name that comes nearest to one that is not there; empty where there are no columns. */
  public String nearest(String name) {
    return NearestNames.of(name, names(), 1).stream().findFirst().orElse("none");
  }
}
