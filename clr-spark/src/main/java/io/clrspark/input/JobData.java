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
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The labelled examples that {@code spark.clr.data.*} names, split into training and test data, in
 * the order of the files' paths and of the rows in them. The tasks read the files. The driver keeps
 * no data.
 *
 * @param train the training examples: features of shape [n, shape...], labels one-hot [n, classes]
 * @param trainExamples how many there are
 * @param test the held-out examples, of the same shapes; empty if there are none
 * @param testExamples how many there are
 * @param shape the shape of an example's features; one size for a row of numbers
 * @param features features per example
 * @param classes classes of the label
 * @param normalizer divides and scales features in DL4J; empty if they are not scaled
 */
@Internal
public record JobData(
    JavaRDD<DataSet> train,
    long trainExamples,
    Optional<JavaRDD<DataSet>> test,
    long testExamples,
    List<Integer> shape,
    int features,
    int classes,
    Optional<DataNormalization> normalizer) {

  /**
   * Reads and checks every row, in one Spark job per path.
   *
   * @param conf {@code spark.clr.data.*} and the seed
   * @param expected what the network requires of the data
   * @throws ClrException for the first problem in the order of paths and rows: no file, no row, a
   *     row of another length, a field that is no finite number, a label that is no whole number
   *     below the number of classes, or a file that cannot be read
   */
  public static JobData load(JavaSparkContext spark, ClrConf conf, NetworkNeeds expected) {
    FileSource<?> source =
        FileFormats.open(spark, conf, DataProperties.PATH, DataProperties.LABELS_PATH);
    int known = ClassCount.known(conf, source, expected.units());
    double fraction =
        conf.set(DataProperties.TEST_PATH).isPresent() ? 0 : conf.get(DataProperties.TEST_FRACTION);
    TestSplit split = new TestSplit(source.files(), conf.get(TrainingProperties.SEED), fraction);
    int alike =
        ChosenScaling.needStatistics(conf)
            ? DataShape.alike(conf, expected.shaped(), source.shape())
            : 0;
    DataScan scan = DataScan.of(source, known, split, alike, named(conf, DataProperties.PATH));
    DataShape shape = DataShape.of(conf, expected.shaped(), source.shape(), scan.features());
    int classes = ClassCount.of(conf, known, scan);
    requireTraining(conf, scan);
    Optional<FittedScaling> scaling = ChosenScaling.of(conf, expected, scan);
    ExampleConversion examples = new ExampleConversion(shape, classes, scaling);
    Side train = new Side(examples.of(source, split.rest()), scan.train());
    Optional<Side> test =
        conf.set(DataProperties.TEST_PATH).isPresent()
            ? Optional.of(heldOut(spark, conf, source, scan, examples, classes))
            : Optional.of(new Side(examples.of(source, split), scan.test()))
                .filter(side -> side.count > 0);
    return new JobData(
        train.examples,
        train.count,
        test.map(Side::examples),
        test.map(Side::count).orElse(0L),
        shape.sizes(),
        shape.features(),
        classes,
        scaling.map(by -> by.normalizer(conf.get(DataProperties.DIVIDE))));
  }

  private static Side heldOut(
      JavaSparkContext spark,
      ClrConf conf,
      FileSource<?> train,
      DataScan trainScan,
      ExampleConversion examples,
      int classes) {
    Property<String> property = DataProperties.TEST_PATH;
    FileSource<?> source = FileFormats.open(spark, conf, property, DataProperties.TEST_LABELS_PATH);
    ClassCount.requireSame(source.classes(), train.classes());
    TestSplit none = new TestSplit(source.files(), 0, 0);
    DataScan scan = DataScan.of(source, classes, none, 0, named(conf, property));
    scan.requireSameLayout(trainScan);
    return new Side(examples.of(source, RowFilter.ALL), scan.train());
  }

  private static String named(ClrConf conf, Property<String> property) {
    return property + ": " + conf.get(property);
  }

  private static void requireTraining(ClrConf conf, DataScan scan) {
    if (scan.train() == 0) {
      throw ClrException.invalid(
          DataProperties.TEST_FRACTION,
          conf.get(DataProperties.TEST_FRACTION),
          "it leaves none of the " + scan.test() + " rows to train on");
    }
  }

  /** Examples and how many there are. */
  private record Side(JavaRDD<DataSet> examples, long count) {}
}
