package io.clrspark.conf;

import java.util.List;

/** The properties of the data that a training job reads. */
public final class DataProperties {

  public static final Property<String> PATH =
      new Property<>(
          "data.path",
          ValueType.text(),
          "",
          "CSV file, folder or pattern, plain or gzipped, on any file system Spark knows.");

  public static final Property<Boolean> HEADER =
      new Property<>(
          "data.header",
          ValueType.yesNo(),
          "false",
          "Whether each file's first line names columns.");

  public static final Property<String> LABEL_COLUMN =
      new Property<>(
          "data.labelColumn",
          ValueType.text(),
          "last",
          "The column of class numbers 0, 1, 2 ...: last, first, a zero-based index, or a name in"
              + " the header.");

  public static final Property<Integer> CLASSES =
      new Property<>(
          "data.classes",
          ValueType.count(),
          "",
          "How many classes there are; one more than the largest label unless given.");

  public static final Property<Double> DIVIDE =
      new Property<>(
          "data.divide",
          ValueType.number("a finite number > 0", Double.MIN_VALUE, Double.MAX_VALUE),
          "1",
          "What every feature is divided by, such as 255 for bytes.");

  public static final Property<List<Integer>> SHAPE =
      new Property<>(
          "data.shape",
          ValueType.counts(),
          "",
          "The shape of an example's features for a network that takes other than a row, such as"
              + " 1,28,28.");

  public static final Property<Double> TEST_FRACTION =
      new Property<>(
          "data.testFraction",
          ValueType.number("a number >= 0 and < 1", 0, Math.nextDown(1.0)),
          "0.2",
          "The share of rows held out to test on, chosen by seed and position.");

  private DataProperties() {}

  static List<Property<?>> all() {
    return List.of(PATH, HEADER, LABEL_COLUMN, CLASSES, DIVIDE, SHAPE, TEST_FRACTION);
  }
}
