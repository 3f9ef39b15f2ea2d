package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.source.RowFilter;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.scale.FittedScaling;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The labelled examples that {@code spark.clr.data.*} names, split into training and test data, in
 * the order of the files' paths and of the rows in them. The tasks read the files; nothing is kept
 * on the driver.
 */
@Internal
public final class JobData {

  private final Side train;
  private final @Nullable Side test;
  private final List<Integer> shape;
  private final int features;
  private final int classes;
  private final Optional<DataNormalization> normalizer;

  private JobData(
      Side train,
      @Nullable Side test,
      DataShape shape,
      int classes,
      Optional<DataNormalization> normalizer) {
    this.normalizer = normalizer;
    this.train = train;
    this.test = test;
    this.shape = shape.sizes();
    this.features = shape.features();
    this.classes = classes;
  }

  /**
   * Reads and checks every row, in one Spark job for each path.
   *
   * @param conf {@code spark.clr.data.*} and the seed
   * @param expected what the network says of the data
   * @throws ClrException for the first problem in the order of paths and rows: no file, no row, a
   *     row of another length, a field that is no finite number, a label that is no whole number
   *     below the number of classes, or a file that cannot be read
   */
  public static JobData load(JavaSparkContext spark, ClrConf conf, NetworkNeeds expected) {
    FileSource<?> source =
        Formats.open(spark, conf, DataProperties.PATH, DataProperties.LABELS_PATH);
    int known = ClassCount.known(conf, source, expected.units());
    double fraction =
        conf.set(DataProperties.TEST_PATH).isPresent() ? 0 : conf.get(DataProperties.TEST_FRACTION);
    TestSplit split = new TestSplit(source.files(), conf.get(TrainingProperties.SEED), fraction);
    int alike =
        ChosenScaling.needStatistics(conf)
            ? DataShape.alike(conf, expected.shaped(), source.shape())
            : 0;
    DataScan survey = DataScan.of(source, known, split, alike, named(conf, DataProperties.PATH));
    DataShape shape = DataShape.of(conf, expected.shaped(), source.shape(), survey.features());
    int classes = ClassCount.of(conf, known, survey);
    requireTraining(conf, survey);
    Optional<FittedScaling> scaling = ChosenScaling.of(conf, expected, survey);
    ExampleConversion examples = new ExampleConversion(shape, classes, scaling);
    Side train = new Side(examples.of(source, split.rest()), survey.train());
    Optional<String> testPath = conf.set(DataProperties.TEST_PATH);
    @Nullable Side test =
        testPath.isPresent()
            ? heldOut(spark, conf, source, survey, examples, classes)
            : survey.test() == 0 ? null : new Side(examples.of(source, split), survey.test());
    return new JobData(
        train,
        test,
        shape,
        classes,
        scaling.map(by -> by.normalizer(conf.get(DataProperties.DIVIDE))));
  }

  private static Side heldOut(
      JavaSparkContext spark,
      ClrConf conf,
      FileSource<?> train,
      DataScan trainSurvey,
      ExampleConversion examples,
      int classes) {
    Property<String> property = DataProperties.TEST_PATH;
    FileSource<?> source = Formats.open(spark, conf, property, DataProperties.TEST_LABELS_PATH);
    ClassCount.requireSame(source.classes(), train.classes());
    TestSplit none = new TestSplit(source.files(), 0, 0);
    DataScan survey = DataScan.of(source, classes, none, 0, named(conf, property));
    survey.requireSameLayout(trainSurvey);
    return new Side(examples.of(source, RowFilter.ALL), survey.train());
  }

  private static String named(ClrConf conf, Property<String> property) {
    return property + ": " + conf.get(property);
  }

  private static void requireTraining(ClrConf conf, DataScan survey) {
    if (survey.train() == 0) {
      throw new ClrException(
          "Invalid "
              + DataProperties.TEST_FRACTION
              + ": "
              + conf.get(DataProperties.TEST_FRACTION)
              + " (it leaves none of the "
              + survey.test()
              + " rows to train on)");
    }
  }

  /** The shape of an example's features; one size where it is a row of numbers. */
  public List<Integer> shape() {
    return shape;
  }

  /** Features an example. */
  public int features() {
    return features;
  }

  /** Classes of the label. */
  public int classes() {
    return classes;
  }

  /** What divides and scales the features, for DL4J; empty where they are not scaled. */
  public Optional<DataNormalization> normalizer() {
    return normalizer;
  }

  /** How many examples there are to train on. */
  public long trainExamples() {
    return train.count;
  }

  /** How many examples are held out. */
  public long testExamples() {
    return test == null ? 0 : test.count;
  }

  /** The training examples; features of shape [n, shape...], labels one-hot [n, classes]. */
  public JavaRDD<DataSet> train() {
    return train.examples;
  }

  /** The held-out examples, of the same shapes; empty where there are none. */
  public Optional<JavaRDD<DataSet>> test() {
    return Optional.ofNullable(test).map(side -> side.examples);
  }

  /** Examples and how many there are. */
  private record Side(JavaRDD<DataSet> examples, long count) {}
}
