package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.training.data.Mix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How the rows of CSV files become examples; sent to the tasks. */
final class CsvFormat implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double UNIT = 0x1p-53;

  private final boolean header;
  private final String labelColumn;
  private final int classes;
  private final double divisor;
  private final List<Integer> shape;
  private final double testFraction;
  private final long seed;

  CsvFormat(ClrConf conf) {
    this.header = conf.get(DataProperties.HEADER);
    this.labelColumn = conf.get(DataProperties.LABEL_COLUMN);
    this.classes = conf.set(DataProperties.CLASSES).orElse(Integer.MAX_VALUE);
    this.divisor = conf.get(DataProperties.DIVIDE);
    this.shape = List.copyOf(conf.set(DataProperties.SHAPE).orElse(List.of()));
    this.testFraction = conf.get(DataProperties.TEST_FRACTION);
    this.seed = conf.get(TrainingProperties.SEED);
  }

  /** Whether a file's first line names its columns. */
  boolean hasHeader() {
    return header;
  }

  /** Labels are below this; 2^31-1 where the data decides. */
  int classes() {
    return classes;
  }

  /** A feature as the network gets it. */
  float feature(double value) {
    return (float) (value / divisor);
  }

  /**
   * The shape of a batch's features.
   *
   * @param columns features in a row of the file
   */
  long[] batchShape(int examples, int columns) {
    return shape.isEmpty()
        ? new long[] {examples, columns}
        : LongStream.concat(LongStream.of(examples), shape.stream().mapToLong(Integer::longValue))
            .toArray();
  }

  /**
   * @throws ClrException if the shape takes another number of features than a row has
   */
  void requireShape(int columns) {
    long numbers = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (!shape.isEmpty() && numbers != columns) {
      throw new ClrException(
          "Invalid "
              + DataProperties.SHAPE
              + ": "
              + shape.stream().map(String::valueOf).collect(Collectors.joining(","))
              + " (it takes "
              + numbers
              + " features, but the rows have "
              + columns
              + ")");
    }
  }

  /** Whether a row is held out; that depends on the seed and its place alone. */
  boolean isTest(int file, long row) {
    return (Mix.seed(seed, file, row) >>> 11) * UNIT < testFraction;
  }

  /**
   * The index of the label's column.
   *
   * @param names the header's names; null without a header
   * @throws ClrException if there is no such column
   */
  int labelIndex(String file, int columns, String @Nullable [] names) {
    if (names != null && Arrays.asList(names).contains(labelColumn)) {
      return Arrays.asList(names).indexOf(labelColumn);
    }
    int index =
        switch (labelColumn) {
          case "first" -> 0;
          case "last" -> columns - 1;
          default -> labelColumn.matches("\\d{1,9}") ? Integer.parseInt(labelColumn) : -1;
        };
    if (index < 0 || index >= columns) {
      throw noSuchColumn(file, columns, names);
    }
    return index;
  }

  private ClrException noSuchColumn(String file, int columns, String @Nullable [] names) {
    String known =
        names == null
            ? "its columns are 0 to " + (columns - 1)
            : "its header has " + String.join(", ", List.of(names));
    return new ClrException(
        "Invalid "
            + DataProperties.LABEL_COLUMN
            + ": "
            + labelColumn
            + " ("
            + file
            + " has no such column: "
            + known
            + ")");
  }
}
