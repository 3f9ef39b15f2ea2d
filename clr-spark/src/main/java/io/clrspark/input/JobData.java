package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.BadValueException;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowCheck;
import io.clrspark.source.RowFilter;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.scale.FittedScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The labelled examples that {@code spark.clr.data.*} names, split into training and test data, in
 * the order of the files' paths and of the rows in them. The tasks read the files, once. The driver
 * keeps no data.
 *
 * @param train the training examples: features of shape [n, shape...], labels one-hot [n, classes]
 * @param trainExamples how many there are
 * @param test the held-out examples, of the same shapes; empty if there are none
 * @param testExamples how many there are
 * @param shape the shape of an example's features; one size for a row of numbers
 * @param features features per example
 * @param classes classes of the label
 * @param majority the share of the largest class in the held-out data; 0 if there is none
 * @param names the names of classes and features
 * @param normalizer divides and scales features in DL4J; empty if they stay as they are
 * @param notes what the user should know: a line for each thing that is left out or unusual
 */
@Internal
public record JobData(
    JavaRDD<ExampleBlock> train,
    long trainExamples,
    Optional<JavaRDD<ExampleBlock>> test,
    long testExamples,
    List<Integer> shape,
    int features,
    int classes,
    double majority,
    DataNames names,
    Optional<DataNormalization> normalizer,
    List<String> notes) {

  /**
   * Reads and checks every row.
   *
   * @param conf {@code spark.clr.data.*} and the seed
   * @param expected what the network requires of the data
   * @throws ClrException for the first problem in the order of paths and rows: no file, no row, a
   *     row of another length, a field that is no finite number, a label that is no whole number
   *     below the number of classes, or a file that cannot be read
   */
  public static JobData load(JavaSparkContext spark, ClrConf conf, NetworkNeeds expected) {
    List<String> notes = new ArrayList<>();
    FileFormats formats = new FileFormats(spark, conf, notes::add);
    FileSource source = formats.train();
    int known = ClassCount.known(conf, source, expected.classes());
    boolean hasTest =
        conf.set(DataProperties.TEST_PATH).isPresent()
            || conf.set(DataProperties.TEST_QUERY).isPresent();
    String named = named(conf, false);
    DataScan scan = DataScan.of(source, check(conf, known, expected.ids()), named, notes::add);
    double fraction = hasTest ? 0 : conf.get(DataProperties.TEST_FRACTION);
    TestSplit split =
        new TestSplit(source.files(), scan.order(), conf.get(TrainingProperties.SEED), fraction);
    DataShape shape = DataShape.of(conf, expected.shaped(), source, scan.features());
    int alike =
        ChosenScaling.needStatistics(conf)
            ? DataShape.alike(conf, expected.shaped(), source.shape())
            : 0;
    double divisor = conf.get(DataProperties.DIVIDE);
    SideScan sides = SideScan.of(scan.rows(), split, shape.features(), divisor, alike);
    ClassCount count = new ClassCount(conf, source);
    int classes = count.of(known, sides);
    requireTraining(conf, sides);
    Optional<FittedScaling> scaling =
        ChosenScaling.of(conf, expected, sides.statistics(), shape.features());
    ExampleConversion examples =
        new ExampleConversion(
            shape, labels(classes, expected.oneOfTwo()), divisor, scaling, source.isPadded());
    JavaRDD<ExampleBlock> train = examples.of(scan.rows(), split.rest());
    Map<Long, Long> testLabels = sides.test();
    Optional<JavaRDD<ExampleBlock>> test = Optional.empty();
    if (hasTest) {
      FileSource heldOut = formats.test(source);
      ClassCount.requireSame(heldOut.classes(), source.classes());
      DataScan testScan =
          DataScan.of(heldOut, check(conf, classes, expected.ids()), named(conf, true), notes::add);
      requireWidth(testScan, scan, source.isPadded(), shape.features(), conf);
      testLabels = SideScan.of(testScan.rows(), RowFilter.ALL, 1, 1, 0).test();
      test = Optional.of(examples.of(testScan.rows(), RowFilter.ALL));
    } else if (!testLabels.isEmpty()) {
      test = Optional.of(examples.of(scan.rows(), split));
    }
    count.note(classes, sides.train(), testLabels, notes::add);
    return new JobData(
        train,
        ClassCount.sum(sides.train()),
        test,
        ClassCount.sum(testLabels),
        shape.sizes(),
        shape.features(),
        classes,
        majority(testLabels),
        DataNames.of(source),
        normalizer(conf, expected, source, shape, scaling),
        List.copyOf(notes));
  }

  /** The scaling and the division before it, as a model keeps them. */
  private static Optional<DataNormalization> normalizer(
      ClrConf conf,
      NetworkNeeds expected,
      FileSource source,
      DataShape shape,
      Optional<FittedScaling> scaling) {
    double divisor = conf.get(DataProperties.DIVIDE);
    if (scaling.isEmpty() && divisor == 1) {
      return Optional.empty();
    }
    int alike = DataShape.alike(conf, expected.shaped(), source.shape());
    FittedScaling all = scaling.orElseGet(() -> FittedScaling.none(shape.features() / alike));
    return Optional.of(all.normalizer(divisor));
  }

  /** One-hot rows; of two classes in one unit, their number. */
  private static OutputLabels labels(int classes, boolean oneOfTwo) {
    OutputLabels.Kind kind = oneOfTwo ? OutputLabels.Kind.CLASS_NUMBER : OutputLabels.Kind.CLASS;
    return new OutputLabels(kind, classes, "");
  }

  /** The data that the properties name, for messages. */
  private static String named(ClrConf conf, boolean isTest) {
    List<Property<String>> properties =
        isTest
            ? List.of(DataProperties.TEST_PATH, DataProperties.TEST_QUERY)
            : List.of(DataProperties.PATH, DataProperties.QUERY);
    Property<String> property =
        conf.set(properties.get(0)).isPresent() ? properties.get(0) : properties.get(1);
    return property + ": " + conf.get(property);
  }

  /**
   * The check of every row: a class number, and features that a float holds.
   *
   * @param classes how many classes there are; 0 if the rows decide
   * @param ids how many ids features are; 0 if they are numbers
   */
  private static RowCheck check(ClrConf conf, int classes, long ids) {
    LabelEncoder encoder =
        new LabelEncoder(new OutputLabels(OutputLabels.Kind.CLASS_NUMBER, classes, ""), true);
    double divisor = conf.get(DataProperties.DIVIDE);
    return (features, labels) -> {
      FeatureChecks.requireFloats(features, divisor);
      FeatureChecks.requireIds(features, ids);
      try {
        encoder.requireClass(labels.get(0));
      } catch (BadValueException e) {
        throw new BadValueException(e.reason() + hint(labels.get(0)));
      }
    };
  }

  private static String hint(double label) {
    if (label != Math.rint(label)) {
      return " (jobs train classifiers; train on numbers from Java, by ExampleColumns)";
    }
    return label < 0 ? " (" + DataProperties.CLASS_NAMES + " names such labels: -1,1)" : "";
  }

  private static void requireWidth(
      DataScan test, DataScan train, boolean isPadded, int features, ClrConf conf) {
    test.requireSameLayout(train);
    if (isPadded && test.features() > features) {
      throw ClrException.invalid(
          DataProperties.TEST_PATH,
          conf.get(DataProperties.TEST_PATH),
          "it has %d features, but the rows to train on have %d. Set %s to the larger number"
              .formatted(test.features(), features, DataProperties.SHAPE));
    }
  }

  private static void requireTraining(ClrConf conf, SideScan sides) {
    if (sides.train().isEmpty()) {
      throw ClrException.invalid(
          DataProperties.TEST_FRACTION,
          conf.get(DataProperties.TEST_FRACTION),
          "it leaves none of the " + ClassCount.sum(sides.test()) + " rows to train on");
    }
  }

  private static double majority(Map<Long, Long> labels) {
    long most = labels.values().stream().mapToLong(count -> count).max().orElse(0);
    return most == 0 ? 0 : (double) most / ClassCount.sum(labels);
  }
}
