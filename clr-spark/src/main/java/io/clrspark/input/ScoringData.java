package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.DataFormat;
import io.clrspark.examples.FilePart;
import io.clrspark.input.scan.DataScan;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.BadValueException;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowCheck;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.FeatureTransform;
import io.clrspark.source.encode.RowColumns;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.DataFiles;
import io.clrspark.source.file.FileSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    List<String> names = conf.set(DataProperties.FEATURE_COLUMNS).orElse(model.features());
    return load(spark, conf, paths, model, columns(model, names, List.of()), false);
  }

  /**
   * Reads rows with their labels.
   *
   * @throws ClrException as {@link #unlabelled}, and for a label that the model does not know
   */
  public static ScoringData labelled(
      JavaSparkContext spark, ClrConf conf, List<String> paths, ScoringNeeds model) {
    List<String> labels =
        conf.set(DataProperties.LABEL_COLUMN)
            .filter(named -> !named.equals(List.of("last")) && !named.equals(List.of("first")))
            .orElse(model.labels());
    List<String> names = conf.set(DataProperties.FEATURE_COLUMNS).orElse(model.features());
    boolean isKnown = !labels.isEmpty() && !names.isEmpty();
    RowColumns columns = isKnown ? columns(model, names, labels) : RowColumns.none();
    return load(spark, conf, paths, model, columns, true);
  }

  /** The features by name: numbers, then the categories of the model. */
  private static RowColumns columns(
      ScoringNeeds model, List<String> features, List<String> labels) {
    return RowColumns.of(features, model.encoding().categories(), labels);
  }

  private static ScoringData load(
      JavaSparkContext spark,
      ClrConf conf,
      List<String> paths,
      ScoringNeeds model,
      RowColumns columns,
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
    List<Category> categories = source.columns().categories();
    int more = FeatureTransform.features(categories) - categories.size();
    requireFeatures(paths, scan.features() + more, features, source.isPadded(), shape);
    int numbers = features - FeatureTransform.features(categories);
    model.encoding().scaling().ifPresent(scaling -> requireScaled(scaling.groups(), numbers));
    note(scan, categories, notes::add);
    boolean isImages = conf.get(DataProperties.FORMAT) == DataFormat.IMAGES && !hasLabels;
    return new ScoringData(
        scan.rows(),
        new ScoringFormat(
            model.encoding().transform(conf.get(DataProperties.DIVIDE)), shape, model.type()),
        scan.examples(),
        scan.order().rowsBefore(),
        scan.order().rowsBeforePartitions(),
        isImages ? images(spark, paths) : List.of(),
        List.copyOf(notes));
  }

  private static void note(DataScan scan, List<Category> categories, Consumer<String> notes) {
    for (int i = 0; i < categories.size(); i++) {
      long unknown = scan.unknown(i);
      if (unknown > 0) {
        notes.accept(
            "%,d rows have a value of %s that the model was not trained on: it counts as none."
                .formatted(unknown, categories.get(i).column()));
      }
    }
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
