package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.input.scan.DataScan;
import io.clrspark.input.scan.SideScan;
import io.clrspark.input.scan.TestSplit;
import io.clrspark.source.ExampleWeights;
import io.clrspark.source.RowFilter;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.FeatureTransform;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.source.file.FileSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Loads the data of a job: opens the files, passes over their rows twice, and splits them. */
final class JobDataLoader {

  private final ClrConf conf;
  private final NetworkNeeds expected;
  private final List<String> notes = new ArrayList<>();
  private final FileFormats formats;
  private final FileSource source;
  private final JobLabels labels;
  private final ClassCount classes;
  private final double divisor;

  /** Opens the files to train on. */
  JobDataLoader(JavaSparkContext spark, ClrConf conf, NetworkNeeds expected) {
    this.conf = conf;
    this.expected = expected;
    this.formats = new FileFormats(spark, conf, notes::add);
    this.source = formats.train(expected.encoding().categories());
    this.labels = JobLabels.of(conf, source.columns());
    this.classes = new ClassCount(conf, source);
    this.divisor = conf.get(DataProperties.DIVIDE);
  }

  /**
   * The held-out examples.
   *
   * @param found what was found out about their rows
   */
  private record HeldOut(Optional<JavaRDD<ExampleBlock>> examples, SideScan found) {

    long count() {
      return ClassCount.sum(found.test());
    }

    /** The share of the largest class. */
    double majority() {
      Map<Long, Long> counts = found.test();
      long most = counts.values().stream().mapToLong(count -> count).max().orElse(0);
      return most == 0 ? 0 : (double) most / count();
    }
  }

  JobData load() {
    int known = labels.areNumbers() ? 0 : ClassCount.known(conf, source, expected.classes());
    DataScan scan = scan(source, labels, known, false);
    TestSplit split = split(scan);
    int numbers = numbers(scan);
    int alike = alike();
    SideScan sides = SideScan.of(scan.rows(), split, questions(numbers, alike));
    int outputs = labels.areNumbers() ? labels.perRow() : classes.of(known, sides);
    requireTraining(sides);
    ChosenEncoding chosen = new ChosenEncoding(conf, expected.encoding(), source.columns());
    FittedEncoding encoding = chosen.of(sides, numbers);
    FeatureTransform transform = encoding.transform(divisor);
    DataShape shape = shape(scan, encoding.categories());
    ExampleConversion conversion =
        new ExampleConversion(
            shape,
            transform,
            labels.output(outputs, expected.oneOfTwo()),
            !labels.areNumbers(),
            source.isPadded());
    ExampleWeights weights = JobWeights.of(conf, labels, outputs, sides);
    HeldOut held = heldOut(scan, split, sides, conversion, outputs);
    if (!labels.areNumbers()) {
      classes.note(outputs, sides.train(), held.found().test(), notes::add);
    }
    chosen.note(sides, held.found(), notes::add);
    return new JobData(
        conversion.of(scan.rows(), split.rest(), weights),
        ClassCount.sum(sides.train()),
        held.examples(),
        held.count(),
        shape.sizes(),
        shape.features(),
        outputs,
        labels.areNumbers() ? 0 : held.majority(),
        DataNames.of(source),
        encoding,
        transform.normalizer(numbers / alike),
        List.copyOf(notes));
  }

  /**
   * Reads and checks all rows.
   *
   * @param known how many classes there are; 0 if the rows decide
   */
  private DataScan scan(FileSource rows, JobLabels of, int known, boolean isTest) {
    return DataScan.of(rows, of.check(divisor, known, expected.ids()), named(isTest), notes::add);
  }

  /** The data that the properties name, for messages. */
  private String named(boolean isTest) {
    List<Property<String>> properties =
        isTest
            ? List.of(DataProperties.TEST_PATH, DataProperties.TEST_QUERY)
            : List.of(DataProperties.PATH, DataProperties.QUERY);
    Property<String> property =
        conf.set(properties.get(0)).isPresent() ? properties.get(0) : properties.get(1);
    return property + ": " + conf.get(property);
  }

  private boolean hasTest() {
    return conf.set(DataProperties.TEST_PATH).isPresent()
        || conf.set(DataProperties.TEST_QUERY).isPresent();
  }

  private TestSplit split(DataScan scan) {
    double fraction = hasTest() ? 0 : conf.get(DataProperties.TEST_FRACTION);
    return new TestSplit(source.files(), scan.order(), conf.get(TrainingProperties.SEED), fraction);
  }

  /** The numbers of a row, without its categories. */
  private int numbers(DataScan scan) {
    int categories = source.columns().categories().size();
    return categories > 0
        ? scan.features() - categories
        : DataShape.of(conf, expected, source, scan.features()).features();
  }

  /** How many successive numbers statistics take together. */
  private int alike() {
    return source.columns().categories().isEmpty()
        ? DataShape.alike(conf, expected.shaped(), source.shape())
        : 1;
  }

  private SideScan.Questions questions(int numbers, int alike) {
    return new SideScan.Questions(
        numbers,
        divisor,
        ChosenEncoding.needStatistics(conf) ? alike : 0,
        source.columns().categories(),
        !labels.areNumbers(),
        labels.areWeighted());
  }

  private DataShape shape(DataScan scan, List<Category> categories) {
    int features = scan.features() - categories.size() + FeatureTransform.features(categories);
    return DataShape.of(conf, expected, source, features);
  }

  private void requireTraining(SideScan sides) {
    if (sides.train().isEmpty()) {
      throw ClrException.invalid(
          DataProperties.TEST_FRACTION,
          conf.get(DataProperties.TEST_FRACTION),
          "it leaves none of the " + ClassCount.sum(sides.test()) + " rows to train on");
    }
  }

  /** The held-out rows: those of other files, or a share of all. They have no weights. */
  private HeldOut heldOut(
      DataScan scan, TestSplit split, SideScan sides, ExampleConversion conversion, int outputs) {
    if (!hasTest()) {
      ExampleWeights none = ExampleWeights.none(labels.areWeighted());
      return new HeldOut(
          Optional.of(conversion.of(scan.rows(), split, none))
              .filter(any -> !sides.test().isEmpty()),
          sides);
    }
    FileSource files = formats.test(source);
    ClassCount.requireSame(files.classes(), source.classes());
    int known = labels.areNumbers() ? 0 : outputs;
    DataScan test = scan(files, JobLabels.of(conf, files.columns()), known, true);
    requireWidth(test, scan, conversion.shape().features());
    SideScan.Questions counts =
        new SideScan.Questions(1, 1, 0, files.columns().categories(), !labels.areNumbers(), false);
    return new HeldOut(
        Optional.of(conversion.of(test.rows(), RowFilter.ALL, ExampleWeights.none(false))),
        SideScan.of(test.rows(), RowFilter.ALL, counts));
  }

  private void requireWidth(DataScan test, DataScan train, int features) {
    test.requireSameLayout(train);
    if (source.isPadded() && test.features() > features) {
      throw ClrException.invalid(
          DataProperties.TEST_PATH,
          conf.get(DataProperties.TEST_PATH),
          "it has %d features, but the rows to train on have %d. Set %s to the larger number"
              .formatted(test.features(), features, DataProperties.SHAPE));
    }
  }
}
