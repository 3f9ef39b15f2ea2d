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
 * @param nullable whether a value may be missing
 * @param rising whether it changes little from row to row: such whole numbers are stored as
 *     differences
 * @param value gets its value from a row
 */
@Internal
public record Column<T>(
    String name,
    ColumnType type,
    boolean nullable,
    boolean rising,
    Function<T, @Nullable Object> value) {

  /** A column with a value in every row. */
  public static <T> Column<T> of(
      String name, ColumnType type, Function<T, @Nullable Object> value) {
    return new Column<>(name, type, false, false, value);
  }

  /** A column that may be null. */
  public static <T> Column<T> nullable(
      String name, ColumnType type, Function<T, @Nullable Object> value) {
    return new Column<>(name, type, true, false, value);
  }

  /** A column of slowly rising whole numbers or times, with a value in every row. */
  public static <T> Column<T> rising(
      String name, ColumnType type, Function<T, @Nullable Object> value) {
    return new Column<>(name, type, false, true, value);
  }

  Type parquet() {
    return type.parquet(name, nullable ? Repetition.OPTIONAL : Repetition.REQUIRED);
  }
}
