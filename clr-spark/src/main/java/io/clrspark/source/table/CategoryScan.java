package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.encode.Category;
import io.clrspark.source.frame.CategoryReader;
import io.clrspark.source.frame.CellRules;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;

/** Finds the values that columns of categories have: a Spark job that reads these columns alone. */
final class CategoryScan {

  /** A column of more values is rather a text or an identifier. */
  private static final int MOST_VALUES = 10_000;

  private final ClrConf conf;
  private final List<TableFiles> tables;

  CategoryScan(ClrConf conf, List<TableFiles> tables) {
    this.conf = conf;
    this.tables = tables;
  }

  /**
   * The columns with all their values, sorted as texts.
   *
   * @throws ClrException if a column has more than 10,000 values
   */
  List<Category> values(List<Category> columns) {
    if (columns.isEmpty()) {
      return columns;
    }
    List<SortedSet<String>> all = sets(columns.size());
    for (TableFiles table : tables) {
      add(all, found(table, columns));
    }
    List<Category> categories = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i).column();
      if (all.get(i).size() > MOST_VALUES) {
        throw ClrException.invalid(
            DataProperties.CATEGORICAL_COLUMNS,
            column,
            "it has more than %d different values, such as %s: leave it out, or group them in %s"
                .formatted(MOST_VALUES, all.get(i).first(), DataProperties.QUERY));
      }
      categories.add(Category.of(column, List.copyOf(all.get(i))));
    }
    return categories;
  }

  private List<SortedSet<String>> found(TableFiles table, List<Category> columns) {
    SelectedColumns selected = new SelectedColumns(table, CellRules.of(conf));
    List<CategoryReader> readers = new ArrayList<>();
    columns.forEach(column -> readers.add(selected.category(column.column(), List.of())));
    JavaRDD<FrameRow> rows = FileRows.of(table.frame(), selected.columns());
    return rows.mapPartitions(part -> List.of(found(part, readers)).iterator())
        .treeAggregate(sets(readers.size()), CategoryScan::add, CategoryScan::add);
  }

  private static List<SortedSet<String>> found(
      Iterator<FrameRow> rows, List<CategoryReader> readers) {
    List<SortedSet<String>> found = sets(readers.size());
    rows.forEachRemaining(
        row -> {
          for (int i = 0; i < found.size(); i++) {
            if (found.get(i).size() <= MOST_VALUES) {
              found.get(i).add(readers.get(i).value(row.values()));
            }
          }
        });
    return found;
  }

  private static List<SortedSet<String>> add(
      List<SortedSet<String>> to, List<SortedSet<String>> more) {
    for (int i = 0; i < to.size(); i++) {
      to.get(i).addAll(more.get(i));
    }
    return to;
  }

  private static List<SortedSet<String>> sets(int count) {
    List<SortedSet<String>> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(new TreeSet<>());
    }
    return sets;
  }
}
