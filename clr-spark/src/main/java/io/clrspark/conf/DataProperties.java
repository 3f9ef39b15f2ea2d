package io.clrspark.conf;

import io.clrspark.conf.choice.DataFormat;
import io.clrspark.conf.choice.FeatureScaling;
import java.util.List;

/** The properties of the data that a training job reads. */
public final class DataProperties {

  public static final Property<String> PATH =
      new Property<>(
          "data.path",
          ValueType.text(),
          "",
          "File, folder or pattern, plain or gzipped, on any file system Spark knows.");

  public static final Property<DataFormat> FORMAT =
      new Property<>(
          "data.format",
          ValueType.choice("choice", List.of(DataFormat.values())),
          "csv",
          "What the files are; images is a folder with a folder of images for each class.");

  public static final Property<String> LABELS_PATH =
      new Property<>(
          "data.labelsPath",
          ValueType.text(),
          "",
          "IDX file, folder or pattern of the labels, one for each file of examples. Only with idx.");

  public static final Property<String> TEST_PATH =
      new Property<>(
          "data.testPath",
          ValueType.text(),
          "",
          "Held-out data in files of their own, instead of a share of the rows.");

  public static final Property<String> TEST_LABELS_PATH =
      new Property<>(
          "data.testLabelsPath", ValueType.text(), "", "The labels of testPath. Only with idx.");

  public static final Property<List<String>> FEATURE_COLUMNS =
      new Property<>(
          "data.featureColumns",
          ValueType.texts(),
          "",
          "Columns of numbers, arrays or vectors; all but the label's unless given. Only with"
              + " parquet.");

  public static final Property<String> IMAGE_COLUMN =
      new Property<>(
          "data.imageColumn",
          ValueType.text(),
          "",
          "The column of encoded images (PNG, JPEG ...), instead of numbers. Only with parquet.");

  public static final Property<Boolean> HEADER =
      new Property<>(
          "data.header",
          ValueType.yesNo(),
          "false",
          "Whether each file's first line names columns. Only with csv.");

  public static final Property<Character> SEPARATOR =
      new Property<>(
          "data.separator",
          ValueType.character(),
          ",",
          "What stands between two columns. Only with csv.");

  public static final Property<String> LABEL_COLUMN =
      new Property<>(
          "data.labelColumn",
          ValueType.text(),
          "last",
          "The column of class numbers 0, 1, 2 ...: last, first, a zero-based index, or a name. Only"
              + " with csv and parquet.");

  public static final Property<List<String>> CLASS_NAMES =
      new Property<>(
          "data.classNames",
          ValueType.texts(),
          "",
          "The texts that labels are, in the order of the class numbers they stand for. Only with"
              + " csv.");

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

  public static final Property<FeatureScaling> SCALE =
      new Property<>(
          "data.scale",
          ValueType.choice("choice", List.of(FeatureScaling.values())),
          "none",
          "How features are scaled after that, by statistics of the training data; saved with the"
              + " model.");

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
    return List.of(
        FORMAT,
        PATH,
        LABELS_PATH,
        HEADER,
        SEPARATOR,
        LABEL_COLUMN,
        FEATURE_COLUMNS,
        IMAGE_COLUMN,
        CLASSES,
        CLASS_NAMES,
        DIVIDE,
        SCALE,
        SHAPE,
        TEST_FRACTION,
        TEST_PATH,
        TEST_LABELS_PATH);
  }
}
