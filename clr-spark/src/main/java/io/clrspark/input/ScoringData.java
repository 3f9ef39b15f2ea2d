package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.DataFormat;
import io.clrspark.examples.FilePart;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.BadValueException;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowCheck;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.DataFiles;
import io.clrspark.source.file.FileSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows for a saved model to score, read and checked once. They stay on the disks of the executors
 * as numbers.
 *
 * @param rows the rows
 * @param format makes the network's input of them
 * @param examples how many there are
 * @param rowsBefore how many rows of its file come before each part of a file
 * @param rowsBeforePartitions how many rows come before each partition
 * @param files a file for each row, in the order of the rows, where each is a file of its own; else
 *     empty
 * @param notes what the user should know, a line for each thing
 */
@Internal
@SuppressWarnings("ArrayRecordComponent") // data is not compared
public record ScoringData(
    JavaRDD<RowBlock> rows,
    ScoringFormat format,
    long examples,
    Map<FilePart, Long> rowsBefore,
    long[] rowsBeforePartitions,
    List<String> files,
    List<String> notes)
    implements AutoCloseable {

  private static final String NAME = "DATA";

  /**
   * Reads rows without their labels.
   *
   * @param conf how rows are read: {@code spark.clr.data.*}
   * @throws ClrException for the first problem in the order of paths and rows, or if rows have
   *     another number of features than the model takes
   */
  public static ScoringData unlabelled(
      JavaSparkContext spark, ClrConf conf, List<String> paths, ScoringNeeds model) {
    List<String> columns = conf.set(DataProperties.FEATURE_COLUMNS).orElse(model.features());
    return load(spark, conf, paths, model, columns, false);
  }

  /**
   * Reads rows with their labels.
   *
   * @throws ClrException as {@link #unlabelled}, and for a label that the model does not know
   */
  public static ScoringData labelled(
      JavaSparkContext spark, ClrConf conf, List<String> paths, ScoringNeeds model) {
    boolean isKnown =
        !model.label().isEmpty()
            && conf.set(DataProperties.FEATURE_COLUMNS).isEmpty()
            && conf.set(DataProperties.LABEL_COLUMN).isEmpty();
    List<String> columns = new ArrayList<>();
    if (isKnown) {
      columns.addAll(model.features());
      columns.add(model.label());
    }
    return load(spark, conf, paths, model, columns, true);
  }

  private static ScoringData load(
      JavaSparkContext spark,
      ClrConf conf,
      List<String> paths,
      ScoringNeeds model,
      List<String> columns,
      boolean hasLabels) {
    List<String> notes = new ArrayList<>();
    FileFormats formats = new FileFormats(spark, conf, notes::add);
    FileSource source = formats.scored(NAME, paths, columns, hasLabels);
    if (hasLabels) {
      requireClasses(source.classes(), model.names());
    }
    String named = NAME + ": " + String.join(" ", paths);
    DataScan scan = DataScan.of(source, check(conf, model, hasLabels), named, notes::add);
    List<Integer> shape = shape(conf, model, source, scan.features());
    int features = shape.stream().reduce(1, Math::multiplyExact);
    requireFeatures(paths, scan.features(), features, source.isPadded(), shape);
    model.scaling().ifPresent(scaling -> requireScaled(scaling.groups(), features));
    boolean isImages = conf.get(DataProperties.FORMAT) == DataFormat.IMAGES && !hasLabels;
    return new ScoringData(
        scan.rows(),
        new ScoringFormat(
            conf.get(DataProperties.DIVIDE), model.scaling().orElse(null), shape, model.type()),
        scan.examples(),
        scan.order().rowsBefore(),
        scan.order().rowsBeforePartitions(),
        isImages ? images(spark, paths) : List.of(),
        List.copyOf(notes));
  }

  private static List<String> images(JavaSparkContext spark, List<String> paths) {
    return DataFiles.of(NAME, paths, spark.hadoopConfiguration(), false, note -> {}).stream()
        .map(DataFile::path)
        .toList();
  }

  private static List<Integer> shape(
      ClrConf conf, ScoringNeeds model, FileSource source, int features) {
    if (!model.shape().isEmpty()) {
      return model.shape();
    }
    return conf.set(DataProperties.SHAPE)
        .orElse(source.shape().isEmpty() ? List.of(features) : source.shape());
  }

  private static void requireFeatures(
      List<String> paths, int found, int expected, boolean isPadded, List<Integer> shape) {
    if (found != expected && !(isPadded && found < expected)) {
      throw new ClrException(
          "Cannot score %s: its rows have %d features, but the model takes %d (shape %s). Choose them by %s, or leave the label out by %s."
              .formatted(
                  String.join(" ", paths),
                  found,
                  expected,
                  shape.stream().map(String::valueOf).collect(Collectors.joining(",")),
                  DataProperties.FEATURE_COLUMNS,
                  DataProperties.LABEL_COLUMN));
    }
  }

  private static void requireScaled(int groups, int features) {
    if (features % groups != 0) {
      throw new ClrException(
          "Cannot scale as the model does: it was trained on %d features, but the rows have %d."
              .formatted(groups, features));
    }
  }

  private static void requireClasses(List<String> found, List<String> expected) {
    if (!found.isEmpty() && !expected.isEmpty() && !found.equals(expected)) {
      throw new ClrException(
          "Cannot evaluate: the classes of the data are %s, but those of the model are %s."
              .formatted(String.join(", ", found), String.join(", ", expected)));
    }
  }

  private static RowCheck check(ClrConf conf, ScoringNeeds model, boolean hasLabels) {
    double divisor = conf.get(DataProperties.DIVIDE);
    long ids = model.ids();
    boolean isClass = hasLabels && model.classes() > 0;
    LabelEncoder encoder =
        new LabelEncoder(
            new OutputLabels(OutputLabels.Kind.CLASS_NUMBER, model.classes(), ""), true);
    return (features, labels) -> {
      FeatureChecks.requireFloats(features, divisor);
      FeatureChecks.requireIds(features, ids);
      if (isClass) {
        encoder.requireClass(labels.get(0));
      } else if (hasLabels && !Double.isFinite(labels.get(0))) {
        throw new BadValueException("the label is " + labels.get(0) + ", not a finite number");
      }
    };
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    if (!rows.context().isStopped()) {
      rows.unpersist(false);
    }
  }
}
