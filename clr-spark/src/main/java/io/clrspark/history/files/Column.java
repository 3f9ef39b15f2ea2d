package io.clrspark.history.files;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param <T> what makes a row of the table
 * @param name the column's name
 * @param type its type
 * @param nullable whether a value may be missing
 * @param rising whether it hardly changes from one row to the next: whole numbers that are best
 *     kept as differences
 * @param value its value for a row
 */
public record Column<T>(
    String name,
    ColumnType type,
    boolean nullable,
    boolean rising,
    Function<T, @Nullable Object> value) {

  /** A column that every row has a value for. */
  public static <T> Column<T> of(
      String name, ColumnType type, Function<T, @Nullable Object> value) {
    return new Column<>(name, type, false, false, value);
  }

  /** A column that a row may have no value for. */
  public static <T> Column<T> nullable(
      String name, ColumnType type, Function<T, @Nullable Object> value) {
    return new Column<>(name, type, true, false, value);
  }

  /** A column of whole numbers, or times, that rise slowly; every row has a value for it. */
  public static <T> Column<T> rising(
      String name, ColumnType type, Function<T, @Nullable Object> value) {
    return new Column<>(name, type, false, true, value);
  }
}
