package io.clrspark.source.frame;

import io.clrspark.ClrException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.network.Architecture;
import io.clrspark.network.Network;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.ExampleFormat;
import io.clrspark.source.ExampleFormat.FeatureAdjustment;
import io.clrspark.source.ExampleWeights;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowBlocks;
import io.clrspark.source.RowCheck;
import io.clrspark.source.RowExamples;
import io.clrspark.source.RowFilter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Chooses the columns of a DataFrame that are the features and labels of examples:
 *
 * <pre>{@code
 * ExampleColumns columns = ExampleColumns.features("pixels").labels("digit").shape(1, 28, 28);
 * trainer.evaluation("test", columns.read(test, network)).build().fit(network, columns.read(train, network));
 * }</pre>
 *
 * <p>A column is a number, an array of numbers (or of arrays) or an ML vector. Several columns are
 * joined in their order. The network's output layer decides the labels: a class number or a vector
 * of probabilities for a classifier (softmax, MCXENT), a class number for sparse MCXENT, a number
 * from 0 to 1 per unit for XENT, and a number per unit for any other loss.
 *
 * <p>Rows that come directly from files have the order of the files' paths and of the rows in them,
 * however Spark splits them. Rows that were shuffled, joined, cached or sorted have the order of
 * the partitions, then of the rows in them. If that order depends on the cluster, sort them by a
 * unique column.
 *
 * <p>Immutable.
 */
public final class ExampleColumns {

  private final List<String> features;
  private final List<String> labels;
  private final long @Nullable [] shape;

  private ExampleColumns(List<String> features, List<String> labels, long @Nullable [] shape) {
    this.features = features;
    this.labels = labels;
    this.shape = shape;
  }

  /** The columns whose numbers are the features, in that order. */
  public static ExampleColumns features(String first, String... more) {
    return features(names(first, more));
  }

  /**
   * The same for names in a list, such as one of Python's.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExampleColumns features(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("Invalid features: [] (must be at least one column)");
    }
    return new ExampleColumns(List.copyOf(names), List.of(), null);
  }

  /** The columns whose numbers are the labels: one class number, or a number per unit. */
  public ExampleColumns labels(String first, String... more) {
    return labels(names(first, more));
  }

  /** The same for names in a list. */
  public ExampleColumns labels(List<String> names) {
    return new ExampleColumns(features, List.copyOf(names), shape);
  }

  /**
   * The shape of one example's features in C order, such as 1, 28, 28 (channels, height, width);
   * without it, a row of numbers.
   *
   * @throws IllegalArgumentException if a size is less than 1
   */
  public ExampleColumns shape(long... sizes) {
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "Invalid shape: " + Arrays.toString(sizes) + " (must be sizes >= 1)");
    }
    return new ExampleColumns(features, labels, sizes.clone());
  }

  private static List<String> names(String first, String... more) {
    return Stream.concat(Stream.of(first), Arrays.stream(more)).toList();
  }

  /**
   * The frame's rows as examples of the network's type, for {@code ClrTrainer.fit}: features of
   * shape [n, shape...], labels [n, units]. Runs no Spark job: the first pass of the training
   * reports rows that cannot be examples.
   *
   * @throws ClrException if there is no such column, it holds no numbers, or the labels do not fit
   *     the network's output layer
   */
  public JavaRDD<DataSet> read(Dataset<Row> frame, MultiLayerNetwork network) {
    return read(frame, Network.of(network).architecture());
  }

  /** The same for a graph of one input and one output. */
  public JavaRDD<DataSet> read(Dataset<Row> frame, ComputationGraph graph) {
    return read(frame, Network.of(graph).architecture());
  }

  private JavaRDD<DataSet> read(Dataset<Row> frame, Architecture network) {
    if (labels.isEmpty()) {
      throw new ClrException("Cannot train without labels. Name their columns by labels(...).");
    }
    FrameColumns all = new FrameColumns(frame);
    List<FrameColumns.Found> found =
        Stream.concat(features.stream(), labels.stream()).map(name -> find(all, name)).toList();
    requireApart(found);
    List<ColumnReader> featureReaders = readers(features, found, 0);
    List<ColumnReader> labelReaders = readers(labels, found, features.size());
    LabelEncoder output = LabelCheck.labels(labelReaders, OutputLabels.of(network));
    ExampleFormat format =
        new ExampleFormat(
            FeatureAdjustment.NONE, output, ExampleWeights.none(false), shape, 0, network.type());
    FrameRowReader reader = new FrameRowReader(featureReaders, labelReaders, null);
    return FileRows.of(frame, found.stream().map(FrameColumns.Found::column).toList())
        .mapPartitionsWithIndex(
            (partition, rows) ->
                new RowExamples(
                    partition,
                    new RowBlocks<>(rows, reader, RowCheck.NONE, false),
                    format,
                    RowFilter.ALL),
            true)
        .map(ExampleBlock::dataSet);
  }

  private static FrameColumns.Found find(FrameColumns all, String name) {
    return all.find(name)
        .orElseThrow(
            () ->
                new ClrException(
                    "Cannot train on column %s: %s.".formatted(name, all.whyNone(name))));
  }

  /** A label that is a feature is learned by heart. */
  private void requireApart(List<FrameColumns.Found> found) {
    for (int feature = 0; feature < features.size(); feature++) {
      for (int label = features.size(); label < found.size(); label++) {
        if (found.get(feature).origin().equals(found.get(label).origin())) {
          throw new ClrException(
              "Cannot train on column %s: it is the label %s. Leave it out of the features."
                  .formatted(features.get(feature), labels.get(label - features.size())));
        }
      }
    }
  }

  private static List<ColumnReader> readers(
      List<String> names, List<FrameColumns.Found> found, int from) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> reader(names.get(i), found.get(from + i).type(), from + i))
        .toList();
  }

  private static ColumnReader reader(String name, DataType type, int ordinal) {
    if (!ColumnReader.isReadable(type)) {
      throw new ClrException(
          "Cannot train on column %s: it is %s. Give a number, an array of numbers or an ML vector;"
                  .formatted(name, type.catalogString())
              + " Spark's StringIndexer makes class numbers of text.");
    }
    return new ColumnReader(name, ordinal, type, CellRules.plain());
  }
}
