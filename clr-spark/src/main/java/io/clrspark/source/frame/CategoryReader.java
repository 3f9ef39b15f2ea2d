package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.source.encode.Category;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Reads the number of a category's value. A missing value is the empty text. */
@Internal
public final class CategoryReader implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ColumnReader column;
  private final CellRules rules;
  private final Map<String, Integer> values = new HashMap<>();

  /**
   * @param column reads the column
   * @param values the values by number; a row of another one has the number {@link Category#NONE}
   */
  public CategoryReader(ColumnReader column, CellRules rules, List<String> values) {
    this.column = column;
    this.rules = rules;
    values.forEach(value -> this.values.put(value, this.values.size()));
  }

  /**
   * The number of the row's value.
   *
   * @throws io.clrspark.source.BadValueException if it is missing, and the rules do not allow that
   */
  public int read(InternalRow row) {
    String text = column.valueText(row);
    if (rules.isMissing(text)) {
      rules.missing(column.name(), "is empty");
      return values.getOrDefault("", Category.NONE);
    }
    return values.getOrDefault(text, Category.NONE);
  }

  /** The row's value, to be counted. */
  public String value(InternalRow row) {
    String text = column.valueText(row);
    return rules.isMissing(text) ? "" : text;
  }
}
