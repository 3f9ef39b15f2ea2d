package io.clrspark.source.encode;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column of categories. Rows are read to the number of their value among those that were found;
 * the network gets a feature for each value that is kept, 1 where a row has it and else 0 (one-hot
 * encoding). A missing value is the empty text.
 */
@Internal
public final class Category implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of a value that is none of those that were found. */
  public static final int NONE = -1;

  private final String column;
  private final String[] found;
  private final int[] features;

  private Category(String column, String[] found, int[] features) {
    this.column = column;
    this.found = found;
    this.features = features;
  }

  /**
   * A column of which all values are kept.
   *
   * @param values different, in the order of the features
   */
  public static Category of(String column, List<String> values) {
    return new Category(
        column, values.toArray(String[]::new), IntStream.range(0, values.size()).toArray());
  }

  /** The same values in another column. */
  public Category in(String other) {
    return new Category(other, found, features);
  }

  /**
   * Keeps the values that rows have. A row of another value is then one of none.
   *
   * @param rows how many rows have each value
   */
  public Category keeping(long[] rows) {
    int[] kept = new int[found.length];
    int features = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = rows[i] > 0 ? features++ : NONE;
    }
    return new Category(column, found, kept);
  }

  /** The name of the column. */
  public String column() {
    return column;
  }

  /** The values that were found, by number. */
  public List<String> found() {
    return List.of(found);
  }

  /** The values that are kept, in the order of their features. */
  public List<String> values() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (features[i] != NONE) {
        values.add(found[i]);
      }
    }
    return values;
  }

  /** Features that the column becomes. */
  public int size() {
    return (int) Arrays.stream(features).filter(feature -> feature != NONE).count();
  }

  /** The feature that is 1 for a value, by its number; {@link #NONE} if there is none. */
  public int feature(int value) {
    return value == NONE ? NONE : features[value];
  }
}
