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

  private DataRules() {}

  /**
   * Checks what was set; a default never contradicts.
   *
   * @throws InvalidPropertyException if two properties contradict each other
   */
  static void require(ClrConf conf) {
    DataFormat format = conf.get(DataProperties.FORMAT);
    for (Property<?> property : DataProperties.all()) {
      List<DataFormat> formats = ONLY_WITH.getOrDefault(property, List.of(format));
      if (!formats.contains(format)) {
        conf.refuse(
            property,
            "only with "
                + DataProperties.FORMAT
                + " = "
                + formats.stream().map(DataFormat::toString).collect(Collectors.joining(" or "))
                + ", but it is "
                + format);
      }
    }
    both(conf, DataProperties.IMAGE_COLUMN, DataProperties.FEATURE_COLUMNS);
    both(conf, DataProperties.CLASSES, DataProperties.CLASS_NAMES);
    both(conf, DataProperties.TEST_FRACTION, DataProperties.TEST_PATH);
    requireArray(conf);
    if (conf.set(DataProperties.TEST_PATH).isEmpty()) {
      conf.refuse(DataProperties.TEST_LABELS_PATH, DataProperties.TEST_PATH + " is not set");
    }
  }

  /** Before an array of that size is made. */
  private static void requireArray(ClrConf conf) {
    double numbers =
        conf.set(DataProperties.SHAPE).stream()
            .flatMap(List::stream)
            .mapToDouble(size -> size)
            .reduce(1, (product, size) -> product * size);
    if (numbers > MOST_NUMBERS) {
      conf.refuse(
          DataProperties.SHAPE, "must have a product of at most " + MOST_NUMBERS + " numbers");
    }
  }

  private static void both(ClrConf conf, Property<?> property, Property<?> other) {
    if (conf.set(other).isPresent()) {
      conf.refuse(property, other + " is set too: give one of them");
    }
  }
}
