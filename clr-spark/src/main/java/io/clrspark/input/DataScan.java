package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.examples.load.GlobalOrder;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.ExampleFormat;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowFilter;
import io.clrspark.source.SourceRow;
import io.clrspark.source.ValidRows;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.scale.FeatureStatistics;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;

/** The first pass over all rows, one Spark job: counts them and checks them. */
final class DataScan {

  private final List<PartitionScan> parts;
  private final int alike;

  private DataScan(List<PartitionScan> parts, int alike) {
    this.parts = parts;
    this.alike = alike;
  }

  /**
   * Reads all rows.
   *
   * @param classes the number of classes; 0 if the data decides
   * @param alike successive features that statistics take together; 0 for no statistics
   * @param named the property that names the path, and its value, for messages
   * @throws ClrException for the first problem in the order of paths and rows
   */
  static <R extends SourceRow> DataScan of(
      FileSource<R> source, int classes, TestSplit split, int alike, String named) {
    OutputLabels labels = new OutputLabels(OutputLabels.Kind.CLASS_NUMBER, classes, "");
    ExampleFormat<R> format =
        new ExampleFormat<>(source.reader(), new LabelEncoder(labels, true), null, DataType.FLOAT);
    List<PartitionScan> parts =
        source
            .rows()
            .mapPartitions(
                rows -> {
                  ValidRows<R> valid = new ValidRows<>(rows, format, RowFilter.ALL);
                  return List.of(PartitionScan.of(valid, split, alike)).iterator();
                })
            .collect();
    GlobalOrder.of(parts.stream().map(PartitionScan::counts).toList()).requireGood();
    parts.forEach(PartitionScan::requireSound);
    List<PartitionScan> filled =
        parts.stream().filter(part -> !part.isEmpty()).sorted(PartitionScan.ORDER).toList();
    if (filled.isEmpty()) {
      throw new ClrException("Invalid " + named + " (it has no rows)");
    }
    filled.forEach(part -> part.requireSameLayout(filled.get(0)));
    if (filled.get(0).features() == 0) {
      throw new ClrException("Invalid " + named + " (it has no column but the label)");
    }
    return new DataScan(filled, alike);
  }

  /** The statistics of all training rows; only if they were wanted. */
  FeatureStatistics statistics() {
    FeatureStatistics all = new FeatureStatistics(features(), alike);
    parts.stream().map(PartitionScan::statistics).filter(Objects::nonNull).forEach(all::add);
    return all;
  }

  /**
   * @throws ClrException if the rows have another layout than the rows of the other
   */
  void requireSameLayout(DataScan other) {
    parts.get(0).requireSameLayout(other.parts.get(0));
  }

  int features() {
    return parts.get(0).features();
  }

  long train() {
    return parts.stream().mapToLong(PartitionScan::train).sum();
  }

  long test() {
    return parts.stream().mapToLong(PartitionScan::test).sum();
  }

  long largestLabel() {
    return parts.stream().mapToLong(PartitionScan::largestLabel).max().orElse(-1);
  }
}
