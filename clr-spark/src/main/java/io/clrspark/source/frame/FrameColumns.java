package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.NearestNames;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Looks up the columns of a frame by name; {@code a.b} is the field b of the column a. */
@Internal
public final class FrameColumns {

  private FrameColumns() {}

  /** The type of a column; empty if there is none of that name. */
  public static Optional<DataType> type(Dataset<Row> frame, String name) {
    try {
      return Optional.of(frame.select(frame.col(name)).schema().fields()[0].dataType());
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (e instanceof AnalysisException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The name that comes nearest to one that does not exist; "none" if there are no columns. */
  public static String nearest(Dataset<Row> frame, String name) {
    return NearestNames.of(name, List.of(frame.columns()), 1).stream().findFirst().orElse("none");
  }
}
