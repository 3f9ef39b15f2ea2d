package io.clrspark.conf;

import io.clrspark.conf.choice.DataFormat;
import io.clrspark.conf.choice.Imputation;
import io.clrspark.conf.choice.Task;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Which properties of the data go together. */
final class DataRules {

  private static final int MOST_NUMBERS = 1 << 24;

  private static final List<DataFormat> TABLES =
      Arrays.stream(DataFormat.values()).filter(DataFormat::isTable).toList();

  private static final Map<Property<?>, List<DataFormat>> ONLY_WITH =
      Map.ofEntries(
          Map.entry(DataProperties.HEADER, List.of(DataFormat.CSV)),
          Map.entry(DataProperties.SEPARATOR, List.of(DataFormat.CSV)),
          Map.entry(DataProperties.OPTIONS, TABLES),
          Map.entry(DataProperties.DECIMAL, TABLES),
          Map.entry(DataProperties.MISSING_TEXTS, TABLES),
          Map.entry(DataProperties.MISSING, TABLES),
          Map.entry(DataProperties.IMPUTE, TABLES),
          Map.entry(DataProperties.QUERY, TABLES),
          Map.entry(DataProperties.TEST_QUERY, TABLES),
          Map.entry(DataProperties.LABEL_COLUMN, TABLES),
          Map.entry(DataProperties.FEATURE_COLUMNS, TABLES),
          Map.entry(DataProperties.CATEGORICAL_COLUMNS, TABLES),
          Map.entry(DataProperties.WEIGHT_COLUMN, TABLES),
          Map.entry(DataProperties.DROP_COLUMNS, TABLES),
          Map.entry(DataProperties.IMAGE_COLUMN, TABLES),
          Map.entry(DataProperties.LABELS_PATH, List.of(DataFormat.IDX)),
          Map.entry(DataProperties.TEST_LABELS_PATH, List.of(DataFormat.IDX)));

  private final PropertyValues given;
  private final BiConsumer<Property<?>, String> refusal;

  private DataRules(PropertyValues given, BiConsumer<Property<?>, String> refusal) {
    this.given = given;
    this.refusal = refusal;
  }

  /**
   * Checks what was set; a default never contradicts.
   *
   * @param refusal refuses a property that is set, for a reason
   * @throws InvalidPropertyException if two properties contradict each other
   */
  static void require(PropertyValues given, BiConsumer<Property<?>, String> refusal) {
    DataRules rules = new DataRules(given, refusal);
    rules.requireFormat(given.get(DataProperties.FORMAT));
    rules.requireOne(DataProperties.IMAGE_COLUMN, DataProperties.FEATURE_COLUMNS);
    rules.requireOne(DataProperties.IMAGE_COLUMN, DataProperties.CATEGORICAL_COLUMNS);
    rules.requireOne(DataProperties.CLASSES, DataProperties.CLASS_NAMES);
    rules.requireOne(DataProperties.TEST_FRACTION, DataProperties.TEST_PATH);
    rules.requireOne(DataProperties.TEST_FRACTION, DataProperties.TEST_QUERY);
    if (given.get(DataProperties.FORMAT) == DataFormat.IMAGES) {
      refusal.accept(
          DataProperties.CLASS_NAMES, "the names of the folders are those of the classes");
    }
    rules.requireTask(given.get(DataProperties.TASK));
    if (given.get(DataProperties.IMPUTE) != Imputation.NONE) {
      rules.requireOne(DataProperties.IMPUTE, DataProperties.MISSING);
    }
    if (!given.has(DataProperties.QUERY)) {
      refusal.accept(DataProperties.TEST_QUERY, DataProperties.QUERY + " is not set");
    }
    rules.requireSmallShape();
    rules.requireDifferentClasses();
    if (!given.has(DataProperties.TEST_PATH)) {
      refusal.accept(DataProperties.TEST_LABELS_PATH, DataProperties.TEST_PATH + " is not set");
    }
  }

  private void requireFormat(DataFormat format) {
    for (Property<?> property : DataProperties.ALL) {
      List<DataFormat> formats = ONLY_WITH.getOrDefault(property, List.of(format));
      if (!formats.contains(format)) {
        String all = formats.stream().map(DataFormat::toString).collect(Collectors.joining(", "));
        refusal.accept(
            property,
            "only with %s = %s, but it is %s".formatted(DataProperties.FORMAT, all, format));
      }
    }
  }

  private void requireTask(Task task) {
    if (task == Task.CLASSIFICATION) {
      if (given.get(DataProperties.LABEL_COLUMN).size() > 1) {
        refusal.accept(
            DataProperties.LABEL_COLUMN,
            "a class is one column; %s = %s takes several"
                .formatted(DataProperties.TASK, Task.REGRESSION));
      }
      return;
    }
    for (Property<?> ofClasses :
        List.of(DataProperties.CLASSES, DataProperties.CLASS_NAMES, DataProperties.CLASS_WEIGHTS)) {
      refusal.accept(
          ofClasses, "%s is %s, which has no classes".formatted(DataProperties.TASK, task));
    }
    if (given.get(DataProperties.FORMAT) == DataFormat.IMAGES) {
      refusal.accept(
          DataProperties.TASK,
          "the labels of %s = %s are classes".formatted(DataProperties.FORMAT, DataFormat.IMAGES));
    }
  }

  private void requireOne(Property<?> property, Property<?> other) {
    if (given.has(other)) {
      refusal.accept(property, other + " is set too: give one of them");
    }
  }

  private void requireDifferentClasses() {
    Set<String> seen = new HashSet<>();
    for (String name : given.set(DataProperties.CLASS_NAMES).orElse(List.of())) {
      if (!seen.add(name)) {
        refusal.accept(DataProperties.CLASS_NAMES, name + " is named twice");
      }
    }
  }

  /** Before an array of that size is made. */
  private void requireSmallShape() {
    double numbers =
        given.set(DataProperties.SHAPE).stream()
            .flatMap(List::stream)
            .mapToDouble(size -> size)
            .reduce(1, (product, size) -> product * size);
    if (numbers > MOST_NUMBERS) {
      refusal.accept(
          DataProperties.SHAPE, "must have a product of at most " + MOST_NUMBERS + " numbers");
    }
  }
}
