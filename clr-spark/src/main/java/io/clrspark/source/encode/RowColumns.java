package io.clrspark.source.encode;

import io.clrspark.Internal;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table that are read, by name.
 *
 * @param numbers the features that hold numbers
 * @param categories the features that are categories, which come after the numbers
 * @param labels the labels; empty if none are read
 * @param weight the column of weights; empty if there is none
 */
@Internal
public record RowColumns(
    List<String> numbers, List<Category> categories, List<String> labels, String weight) {

  /** Keeps copies. */
  public RowColumns {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    labels = List.copyOf(labels);
  }

  /** Columns that have no names, or are not chosen yet. */
  public static RowColumns none() {
    return new RowColumns(List.of(), List.of(), List.of(), "");
  }

  /**
   * Features as a saved model names them.
   *
   * @param features the numbers, then the categories, whatever those were called
   */
  public static RowColumns of(
      List<String> features, List<Category> categories, List<String> labels) {
    int numbers = Math.max(0, features.size() - categories.size());
    List<Category> named = new ArrayList<>();
    for (int i = 0; numbers + i < features.size(); i++) {
      named.add(categories.get(i).in(features.get(numbers + i)));
    }
    return new RowColumns(features.subList(0, numbers), named, labels, "");
  }

  /** The same without the weight: held-out rows have none. */
  public RowColumns withoutWeight() {
    return new RowColumns(numbers, categories, labels, "");
  }

  /** Whether no column is chosen. */
  public boolean isEmpty() {
    return numbers.isEmpty() && categories.isEmpty();
  }

  /** The names of all features. */
  public List<String> features() {
    List<String> features = new ArrayList<>(numbers);
    categories.forEach(category -> features.add(category.column()));
    return features;
  }

  /** The names of all columns. */
  public List<String> names() {
    List<String> names = features();
    names.addAll(labels);
    if (!weight.isEmpty()) {
      names.add(weight);
    }
    return names;
  }
}
