package io.clrspark.conf;

import io.clrspark.conf.choice.DataFormat;
import java.util.List;
import java.util.Map;
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

  private final ClrConf conf;
  private final PropertyValues given;

  private DataRules(ClrConf conf) {
    this.conf = conf;
    this.given = conf.values();
  }

  /**
   * Checks what was set; a default never contradicts.
   *
   * @throws InvalidPropertyException if two properties contradict each other
   */
  static void require(ClrConf conf) {
    DataRules rules = new DataRules(conf);
    rules.requireFormat(conf.get(DataProperties.FORMAT));
    rules.requireOne(DataProperties.IMAGE_COLUMN, DataProperties.FEATURE_COLUMNS);
    rules.requireOne(DataProperties.CLASSES, DataProperties.CLASS_NAMES);
    rules.requireOne(DataProperties.TEST_FRACTION, DataProperties.TEST_PATH);
    rules.requireSmallShape();
    if (!conf.values().has(DataProperties.TEST_PATH)) {
      conf.refuse(DataProperties.TEST_LABELS_PATH, DataProperties.TEST_PATH + " is not set");
    }
  }

  private void requireFormat(DataFormat format) {
    for (Property<?> property : DataProperties.ALL) {
      List<DataFormat> formats = ONLY_WITH.getOrDefault(property, List.of(format));
      if (!formats.contains(format)) {
        String all = formats.stream().map(DataFormat::toString).collect(Collectors.joining(" or "));
        conf.refuse(
            property,
            "only with %s = %s, but it is %s".formatted(DataProperties.FORMAT, all, format));
      }
    }
  }

  private void requireOne(Property<?> property, Property<?> other) {
    if (given.has(other)) {
      conf.refuse(property, other + " is set too: give one of them");
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
      conf.refuse(
          DataProperties.SHAPE, "must have a product of at most " + MOST_NUMBERS + " numbers");
    }
  }
}
