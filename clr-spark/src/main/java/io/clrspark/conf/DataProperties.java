package io.clrspark.conf;

import static io.clrspark.conf.ValueType.character;
import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.classWeights;
import static io.clrspark.conf.ValueType.columns;
import static io.clrspark.conf.ValueType.count;
import static io.clrspark.conf.ValueType.counts;
import static io.clrspark.conf.ValueType.number;
import static io.clrspark.conf.ValueType.options;
import static io.clrspark.conf.ValueType.path;
import static io.clrspark.conf.ValueType.separator;
import static io.clrspark.conf.ValueType.text;
import static io.clrspark.conf.ValueType.texts;
import static io.clrspark.conf.ValueType.yesNo;

import io.clrspark.conf.choice.ClassWeights;
import io.clrspark.conf.choice.DataFormat;
import io.clrspark.conf.choice.FeatureScaling;
import io.clrspark.conf.choice.Imputation;
import io.clrspark.conf.choice.Task;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The properties of the data that a training job reads. */
public final class DataProperties {
  static final PropertyList ALL = new PropertyList();

  public static final Property<DataFormat> FORMAT =
      ALL.of("data.format", choice(DataFormat.class), "csv")
          .doc("What the files are; images is a folder with a folder of images for each class.");

  public static final Property<Task> TASK =
      ALL.of("data.task", choice(Task.class), "classification")
          .doc("Whether labels are classes, or numbers to predict: classification or regression.");

  public static final Property<Map<String, String>> OPTIONS =
      ALL.of("data.options", options())
          .doc(
              "Options of Spark's reader of the format, such as comment=#,encoding=UTF-16. Only with"
                  + " tables.");

  public static final Property<String> PATH =
      ALL.of("data.path", path()).doc("File, folder or pattern, on any file system Spark knows.");

  public static final Property<String> LABELS_PATH =
      ALL.of("data.labelsPath", path())
          .doc(
              "IDX file, folder or pattern of the labels, one for each file of examples. Only with"
                  + " idx.");

  public static final Property<Boolean> HEADER =
      ALL.of("data.header", yesNo(), "false")
          .doc("Whether each file's first line names columns. Only with csv.");

  public static final Property<String> SEPARATOR =
      ALL.of("data.separator", separator(), ",")
          .doc("What stands between two columns; blanks for runs of them. Only with csv.");

  public static final Property<Character> DECIMAL =
      ALL.of("data.decimal", character(), ".")
          .doc("What stands before the decimals of numbers in texts. Only with tables.");

  public static final Property<List<String>> MISSING_TEXTS =
      ALL.of("data.missingTexts", texts())
          .doc(
              "Texts that stand for a missing value, such as NA,?, beside none. Only with tables.");

  public static final Property<Double> MISSING =
      ALL.of("data.missing", number("a finite number", -Double.MAX_VALUE, Double.MAX_VALUE))
          .doc(
              "What takes the place of a missing feature; it is an error unless given. Only with"
                  + " tables.");

  public static final Property<Imputation> IMPUTE =
      ALL.of("data.impute", choice(Imputation.class), "none")
          .doc(
              "What else takes the place of a missing feature: the mean of its column in the rows to"
                  + " train on, saved with the model. Only with tables.");

  public static final Property<String> QUERY =
      ALL.of("data.query", text())
          .doc(
              "SQL whose result is the data; the files are its view data, without a path it reads"
                  + " tables of the catalog. Only with tables.");

  public static final Property<String> TEST_QUERY =
      ALL.of("data.testQuery", text())
          .doc("SQL whose result is the held-out data, if that is not the same with testPath.");

  public static final Property<List<String>> LABEL_COLUMN =
      ALL.of("data.labelColumn", columns(), "last")
          .doc(
              "The column of class numbers 0, 1, 2 ..., or the columns of numbers to predict: last,"
                  + " first, a zero-based index, or a name. Only with tables.");

  public static final Property<List<String>> FEATURE_COLUMNS =
      ALL.of("data.featureColumns", columns())
          .doc(
              "Columns of numbers, arrays or vectors, by name or index; all but the label's unless"
                  + " given. Only with tables.");

  public static final Property<List<String>> CATEGORICAL_COLUMNS =
      ALL.of("data.categoricalColumns", columns())
          .doc(
              "Columns of texts or numbers that are features by their values, each value one of 0"
                  + " and 1, by name or index. Only with tables.");

  public static final Property<String> WEIGHT_COLUMN =
      ALL.of("data.weightColumn", text())
          .doc(
              "The column of numbers >= 0 that multiply the losses of the rows to train on, by name"
                  + " or index. Only with tables.");

  public static final Property<ClassWeights> CLASS_WEIGHTS =
      ALL.of("data.classWeights", classWeights())
          .doc(
              "What multiplies the losses of the rows to train on of each class: a number for each"
                  + " class, or balanced.");

  public static final Property<List<String>> DROP_COLUMNS =
      ALL.of("data.dropColumns", columns())
          .doc("Columns that are neither features nor label. Only with tables.");

  public static final Property<String> IMAGE_COLUMN =
      ALL.of("data.imageColumn", text())
          .doc(
              "The column of encoded images (PNG, JPEG ...), instead of numbers. Only with tables.");

  public static final Property<Integer> CLASSES =
      ALL.of("data.classes", count())
          .doc("How many classes there are; one more than the largest label unless given.");

  public static final Property<List<String>> CLASS_NAMES =
      ALL.of("data.classNames", texts())
          .doc(
              "What labels are, texts or numbers, in the order of the class numbers they stand for."
                  + " Not with images.");

  public static final Property<Double> DIVIDE =
      ALL.of("data.divide", number("a finite number > 0", Double.MIN_VALUE, Double.MAX_VALUE), "1")
          .doc("What every feature is divided by, such as 255 for bytes.");

  public static final Property<FeatureScaling> SCALE =
      ALL.of("data.scale", choice(FeatureScaling.class), "none")
          .doc(
              "How features are scaled after that, by statistics of the training data; saved with"
                  + " the model.");

  public static final Property<List<Integer>> SHAPE =
      ALL.of("data.shape", counts())
          .doc(
              "The shape of an example's features for a network that takes other than a row, such"
                  + " as 1,28,28.");

  public static final Property<Double> TEST_FRACTION =
      ALL.of("data.testFraction", number("a number >= 0 and < 1", 0, Math.nextDown(1.0)), "0.2")
          .doc("The share of rows held out to test on, chosen by seed and position.");

  public static final Property<String> TEST_PATH =
      ALL.of("data.testPath", path())
          .doc("Held-out data in files of their own, instead of a share of the rows.");

  public static final Property<String> TEST_LABELS_PATH =
      ALL.of("data.testLabelsPath", path()).doc("The labels of testPath. Only with idx.");

  /** Those that say how rows are read, whatever files they are in. */
  private static final List<Property<?>> OF_ROWS =
      List.of(
          FORMAT,
          TASK,
          OPTIONS,
          HEADER,
          SEPARATOR,
          DECIMAL,
          MISSING_TEXTS,
          MISSING,
          IMPUTE,
          QUERY,
          LABEL_COLUMN,
          FEATURE_COLUMNS,
          CATEGORICAL_COLUMNS,
          DROP_COLUMNS,
          IMAGE_COLUMN,
          CLASSES,
          CLASS_NAMES,
          SHAPE);

  private DataProperties() {}

  /** Of properties by key, those that say how rows are read, whatever files they are in. */
  public static Map<String, String> ofRows(Map<String, String> properties) {
    Map<String, String> kept = new TreeMap<>(properties);
    kept.keySet().retainAll(OF_ROWS.stream().map(Property::key).toList());
    return kept;
  }
}
