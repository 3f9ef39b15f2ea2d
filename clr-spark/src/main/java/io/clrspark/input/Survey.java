package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.input.scale.FeatureStatistics;
import io.clrspark.rows.ExampleFormat;
import io.clrspark.rows.RowFilter;
import io.clrspark.rows.RowLabels;
import io.clrspark.rows.SoundRows;
import io.clrspark.rows.SourceRow;
import io.clrspark.training.data.SliceCounts;
import io.clrspark.training.replica.OutputLabels;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;

/** The first pass over all rows: counts and checks, in one Spark job. */
final class Survey {

  private final List<PartSurvey> parts;
  private final int alike;

  /**
   * @throws ClrException if the rows are not like those of the other
   */
  void requireSameLayout(Survey other) {
    parts.get(0).requireSameLayout(other.parts.get(0));
  }

  private Survey(List<PartSurvey> parts, int alike) {
    this.parts = parts;
    this.alike = alike;
  }

  /**
   * @param classes that labels may have; 0 where the data decides
   * @param alike successive features that statistics take together; 0 for no statistics
   * @param named the property that names the path, and its value, for messages
   * @throws ClrException for the first problem in the order of paths and rows
   */
  static <R extends SourceRow> Survey of(
      Source<R> source, int classes, Split split, int alike, String named) {
    OutputLabels labels = new OutputLabels(OutputLabels.Kind.CLASS_NUMBER, classes, "");
    ExampleFormat<R> format =
        new ExampleFormat<>(source.reader(), new RowLabels(labels, true), null, DataType.FLOAT);
    List<PartSurvey> parts =
        source
            .rows()
            .mapPartitions(
                rows ->
                    List.of(
                            PartSurvey.of(
                                new SoundRows<>(rows, format, RowFilter.ALL), split, alike))
                        .iterator())
            .collect();
    SliceCounts.requireGood(parts.stream().map(PartSurvey::counts).toList());
    parts.forEach(PartSurvey::requireSound);
    List<PartSurvey> filled =
        parts.stream().filter(part -> !part.isEmpty()).sorted(PartSurvey.ORDER).toList();
    if (filled.isEmpty()) {
      throw new ClrException("Invalid " + named + " (it has no rows)");
    }
    filled.forEach(part -> part.requireSameLayout(filled.get(0)));
    if (filled.get(0).features() == 0) {
      throw new ClrException("Invalid " + named + " (it has no column but the label)");
    }
    return new Survey(filled, alike);
  }

  /** Of the features of all training rows; only where they were wanted. */
  FeatureStatistics statistics() {
    FeatureStatistics all = new FeatureStatistics(features(), alike);
    parts.stream().map(PartSurvey::statistics).filter(Objects::nonNull).forEach(all::add);
    return all;
  }

  int features() {
    return parts.get(0).features();
  }

  long train() {
    return parts.stream().mapToLong(PartSurvey::train).sum();
  }

  long test() {
    return parts.stream().mapToLong(PartSurvey::test).sum();
  }

  long largestLabel() {
    return parts.stream().mapToLong(PartSurvey::largestLabel).max().orElse(-1);
  }
}
