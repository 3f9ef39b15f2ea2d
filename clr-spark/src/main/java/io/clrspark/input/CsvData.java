package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Labelled examples in CSV files, split into training and test data. One partition a file, so their
 * order is that of the paths and then of the rows, whatever Spark's splits. The tasks read the
 * files; nothing is kept on the driver.
 */
public final class CsvData {

  /** So many may be, however few the rows. */
  private static final int FEW_CLASSES = 1000;

  private final JavaSparkContext spark;
  private final SerializableConfiguration hadoop;
  private final CsvFormat format;
  private final List<String> files;
  private final List<CsvSummary> summaries;
  private final int classes;

  private CsvData(
      JavaSparkContext spark,
      SerializableConfiguration hadoop,
      CsvFormat format,
      List<String> files,
      List<CsvSummary> summaries) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.format = format;
    this.files = files;
    this.summaries = summaries;
    this.classes =
        format.classes() < Integer.MAX_VALUE
            ? format.classes()
            : summaries.stream().mapToInt(CsvSummary::largestLabel).max().orElseThrow() + 1;
  }

  /**
   * Reads and checks every row, in one Spark job.
   *
   * @param conf {@code spark.clr.data.*} and the seed
   * @throws ClrException for the first problem in the order of paths and rows: no file, no row, a
   *     row of another length, a field that is no finite number, a label that is no whole number
   *     below the number of classes, or a file that cannot be read
   */
  public static CsvData load(JavaSparkContext spark, ClrConf conf) {
    CsvFormat format = new CsvFormat(conf);
    Configuration configuration = spark.hadoopConfiguration();
    List<String> files = CsvPaths.of(conf.get(DataProperties.PATH), configuration);
    SerializableConfiguration hadoop = new SerializableConfiguration(configuration);
    List<CsvSummary> summaries =
        numbered(spark, files.size())
            .map(index -> CsvSummary.of(format, index, files.get(index), hadoop.value()))
            .collect();
    requireSound(summaries, conf.get(DataProperties.PATH));
    CsvData data = new CsvData(spark, hadoop, format, files, summaries);
    format.requireShape(data.features());
    if (conf.set(DataProperties.CLASSES).isEmpty()
        && data.classes > Math.max(FEW_CLASSES, data.trainExamples() + data.testExamples())) {
      throw new ClrException(
          "Invalid "
              + DataProperties.LABEL_COLUMN
              + ": "
              + conf.get(DataProperties.LABEL_COLUMN)
              + " (its largest label is "
              + (data.classes - 1)
              + ", of fewer rows: is it the label? Set "
              + DataProperties.CLASSES
              + " if so)");
    }
    if (data.classes == 1) {
      throw new ClrException(
          "Invalid "
              + DataProperties.LABEL_COLUMN
              + ": "
              + conf.get(DataProperties.LABEL_COLUMN)
              + " (its labels are all 0: a classifier needs two classes)");
    }
    if (data.trainExamples() == 0) {
      throw new ClrException(
          "Invalid "
              + DataProperties.TEST_FRACTION
              + ": "
              + conf.get(DataProperties.TEST_FRACTION)
              + " (it leaves none of the "
              + data.testExamples()
              + " rows to train on)");
    }
    return data;
  }

  private static void requireSound(List<CsvSummary> summaries, String path) {
    summaries.forEach(CsvSummary::requireSound);
    List<CsvSummary> filled = summaries.stream().filter(file -> !file.isEmpty()).toList();
    if (filled.isEmpty()) {
      throw new ClrException("Invalid " + DataProperties.PATH + ": " + path + " (it has no rows)");
    }
    filled.forEach(file -> file.requireSameColumns(filled.get(0)));
    if (filled.get(0).features() == 0) {
      throw new ClrException(
          "Invalid " + DataProperties.PATH + ": " + path + " (it has no column but the label)");
    }
  }

  private static JavaRDD<Integer> numbered(JavaSparkContext spark, int files) {
    return spark.parallelize(IntStream.range(0, files).boxed().toList(), files);
  }

  /** Features an example. */
  public int features() {
    return summaries.stream().mapToInt(CsvSummary::features).max().orElseThrow();
  }

  /** Classes of the label. */
  public int classes() {
    return classes;
  }

  /** How many examples there are to train on. */
  public long trainExamples() {
    return summaries.stream().mapToLong(CsvSummary::train).sum();
  }

  /** How many examples are held out. */
  public long testExamples() {
    return summaries.stream().mapToLong(CsvSummary::test).sum();
  }

  /**
   * The training examples; features of shape [n, features] or [n, shape...], labels one-hot [n,
   * classes].
   */
  public JavaRDD<DataSet> train() {
    return examples(false);
  }

  /** The held-out examples, of the same shapes. */
  public JavaRDD<DataSet> test() {
    return examples(true);
  }

  private JavaRDD<DataSet> examples(boolean test) {
    Task task = new Task(this, test);
    return numbered(spark, files.size()).flatMap(task::examples);
  }

  /** What a task needs to read a file. */
  private static final class Task implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SerializableConfiguration hadoop;
    private final CsvFormat format;
    private final List<String> files;
    private final int classes;
    private final boolean test;

    Task(CsvData data, boolean test) {
      this.hadoop = data.hadoop;
      this.format = data.format;
      this.files = List.copyOf(data.files);
      this.classes = data.classes;
      this.test = test;
    }

    Iterator<DataSet> examples(int file) {
      CsvRows rows = new CsvRows(format, files.get(file), hadoop.value());
      return rows.hasNext()
          ? new CsvExamples(rows, format, file, test, classes)
          : Collections.emptyIterator();
    }
  }
}
