package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.frame.CategoryReader;
import io.clrspark.source.frame.CellRules;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FrameColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** The columns of a table that are selected so far, with their readers. */
final class SelectedColumns {

  private final TableFiles table;
  private final CellRules rules;
  private final List<Column> columns = new ArrayList<>();

  /**
   * @param rules how cells of features become numbers
   */
  SelectedColumns(TableFiles table, CellRules rules) {
    this.table = table;
    this.rules = rules;
  }

  /**
   * The column of a name.
   *
   * @throws ClrException if there is none
   */
  static FrameColumns.Found find(TableFiles table, String name) {
    FrameColumns all = table.columns();
    return all.find(name)
        .orElseThrow(
            () ->
                new ClrException(
                    "Cannot read column %s of %s: %s."
                        .formatted(name, table.source(), all.whyNone(name))));
  }

  /** Selects a column; its place. */
  int add(String name) {
    columns.add(find(table, name).column());
    return columns.size() - 1;
  }

  /**
   * The reader of a column of numbers, arrays or vectors.
   *
   * @param property what chooses the column
   * @throws ClrException if the column holds something else
   */
  ColumnReader reader(Property<?> property, String name) {
    return reader(property, name, rules);
  }

  /**
   * The reader of a column of numbers, of which none may be missing.
   *
   * @param property what chooses the column
   * @throws ClrException if the column holds something else
   */
  ColumnReader number(Property<?> property, String name) {
    ColumnReader reader = reader(property, name, rules.withoutMissing());
    if (!reader.isNumber()) {
      throw ClrException.invalid(property, name, "it holds arrays, not one number in each row");
    }
    return reader;
  }

  /**
   * The reader of a column of categories.
   *
   * @param values the values by number
   * @throws ClrException if the column holds arrays
   */
  CategoryReader category(String name, List<String> values) {
    ColumnReader reader = reader(DataProperties.CATEGORICAL_COLUMNS, name, rules);
    if (!reader.isNumber()) {
      throw ClrException.invalid(
          DataProperties.CATEGORICAL_COLUMNS, name, "it holds arrays, not one value in each row");
    }
    return new CategoryReader(reader, rules, values);
  }

  private ColumnReader reader(Property<?> property, String name, CellRules cells) {
    DataType type = find(table, name).type();
    if (!ColumnReader.isReadable(type) && !(type instanceof StringType)) {
      throw ClrException.invalid(
          property,
          name,
          "it is %s; give numbers, arrays of numbers or vectors, leave it out by %s, or cast it in %s"
              .formatted(type.catalogString(), DataProperties.DROP_COLUMNS, DataProperties.QUERY));
    }
    return new ColumnReader(table.shown(name), add(name), type, cells);
  }

  /** The columns in the order of their places. */
  List<Column> columns() {
    return columns;
  }
}
