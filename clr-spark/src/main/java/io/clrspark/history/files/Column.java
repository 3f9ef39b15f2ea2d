package io.clrspark.history.files;

import io.clrspark.Internal;
import java.util.function.Function;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param <T> the Java type of a row
 * @param name the column's name
 * @param type its type
 * @param kind what is known of its values
 * @param value gets its value from a row
 */
@Internal
public record Column<T>(
    String name, ColumnType type, Kind kind, Function<T, @Nullable Object> value) {

  /** What is known of a column's values. */
  public enum Kind {
    /** Every row has one. */
    PRESENT,
    /** A value may be missing. */
    NULLABLE,
    /** Every row has one, little above that of the row before: stored as differences. */
    RISING
  }

  Type parquet() {
    return type.parquet(name, kind == Kind.NULLABLE ? Repetition.OPTIONAL : Repetition.REQUIRED);
  }
}
