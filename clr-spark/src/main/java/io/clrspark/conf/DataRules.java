package io.clrspark.conf;

import io.clrspark.conf.choice.DataFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Which properties of the data go together. */
final class DataRules {

  private static final int MOST_NUMBERS = 1 << 24;

  private static final Map<Property<?>, List<DataFormat>> ONLY_WITH =
      Map.of(
          DataProperties.HEADER, List.of(DataFormat.CSV),
          DataProperties.SEPARATOR, List.of(DataFormat.CSV),
          DataProperties.CLASS_NAMES, List.of(DataFormat.CSV),
          DataProperties.LABEL_COLUMN, List.of(DataFormat.CSV, DataFormat.PARQUET),
          DataProperties.FEATURE_COLUMNS, List.of(DataFormat.PARQUET),
          DataProperties.IMAGE_COLUMN, List.of(DataFormat.PARQUET),
          DataProperties.LABELS_PATH, List.of(DataFormat.IDX),
          DataProperties.TEST_LABELS_PATH, List.of(DataFormat.IDX));

  private DataRules() {}

  /**
   * Checks what was set; a default never contradicts.
   *
   * @param refusal refuses a property that is set, for a reason
   * @throws InvalidPropertyException if two properties contradict each other
   */
  static void require(PropertyValues given, BiConsumer<Property<?>, String> refusal) {
    DataFormat format = given.get(DataProperties.FORMAT);
    for (Property<?> property : DataProperties.all()) {
      List<DataFormat> formats = ONLY_WITH.getOrDefault(property, List.of(format));
      if (!formats.contains(format)) {
        refusal.accept(
            property,
            "only with "
                + DataProperties.FORMAT
                + " = "
                + formats.stream().map(DataFormat::toString).collect(Collectors.joining(" or "))
                + ", but it is "
                + format);
      }
    }
    both(given, refusal, DataProperties.IMAGE_COLUMN, DataProperties.FEATURE_COLUMNS);
    both(given, refusal, DataProperties.CLASSES, DataProperties.CLASS_NAMES);
    both(given, refusal, DataProperties.TEST_FRACTION, DataProperties.TEST_PATH);
    requireArray(given, refusal);
    if (!given.has(DataProperties.TEST_PATH)) {
      refusal.accept(DataProperties.TEST_LABELS_PATH, DataProperties.TEST_PATH + " is not set");
    }
  }

  /** Before an array of that size is made. */
  private static void requireArray(PropertyValues given, BiConsumer<Property<?>, String> refusal) {
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

  private static void both(
      PropertyValues given,
      BiConsumer<Property<?>, String> refusal,
      Property<?> property,
      Property<?> other) {
    if (given.has(other)) {
      refusal.accept(property, other + " is set too: give one of them");
    }
  }
}
