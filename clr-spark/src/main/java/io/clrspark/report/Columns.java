package io.clrspark.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a query as columns of numbers. NaN stands for NULL.
 *
 * @param byName the columns by name, all of one length
 */
record Columns(Map<String, double[]> byName) {

  /** Runs a query that has only columns of numbers. */
  static Columns of(Dataset<Row> query) {
    return of(query.columns(), query.collectAsList());
  }

  /** The columns of these names, which must be numbers, from rows that may have more columns. */
  static Columns of(String[] names, List<Row> rows) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      double[] values = new double[rows.size()];
      for (int j = 0; j < values.length; j++) {
        values[j] = number(rows.get(j), rows.get(j).fieldIndex(names[i]));
      }
      columns.put(names[i], values);
    }
    return new Columns(columns);
  }

  private static double number(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.<Number>getAs(column).doubleValue();
  }

  double[] get(String name) {
    double[] values = byName.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no column " + name + " in " + byName.keySet());
    }
    return values;
  }

  int rows() {
    return byName.values().iterator().next().length;
  }

  @Override
  @JsonValue
  public Map<String, double[]> byName() {
    return byName;
  }
}
