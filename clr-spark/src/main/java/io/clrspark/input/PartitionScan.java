package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.examples.load.FilePartCounts;
import io.clrspark.source.ValidRows;
import io.clrspark.source.file.DamagedFiles;
import io.clrspark.source.scale.FeatureStatistics;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of the first pass over one partition. A problem is a value and not an exception, so
 * that Spark does not repeat the task: a bad row stays bad.
 */
final class PartitionScan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** By file, then by row. Spark has the parts in another order. */
  static final Comparator<PartitionScan> ORDER =
      Comparator.<PartitionScan, String>comparing(part -> part.file)
          .thenComparingLong(part -> part.firstRow);

  private final FilePartCounts counts = new FilePartCounts();
  private long train;
  private long test;
  private int features = -1;
  private long largestLabel = -1;
  private long firstRow;
  private String file = "";
  private String layout = "";
  private @Nullable String problem;
  private @Nullable FeatureStatistics statistics;

  private PartitionScan() {}

  /**
   * Reads a partition.
   *
   * @param alike successive features that statistics take together; 0 for no statistics
   */
  static PartitionScan of(ValidRows<?> rows, TestSplit split, int alike) {
    PartitionScan scan = new PartitionScan();
    try {
      while (rows.advance()) {
        scan.add(rows, split, alike);
      }
      scan.counts.add(rows.bad());
    } catch (ClrException e) {
      scan.problem = e.getMessage();
    } catch (Exception e) { // Spark's is checked, and thrown undeclared
      Optional<ClrException> damaged = DamagedFiles.named(e);
      if (damaged.isEmpty()) {
        throw e;
      }
      scan.problem = damaged.get().getMessage(); // the driver reports it, without Spark's log
    }
    return scan;
  }

  private void add(ValidRows<?> rows, TestSplit split, int alike) {
    counts.add(rows.place(), 1);
    if (features < 0) {
      features = rows.features().size();
      file = rows.place() == null ? "" : rows.place().file();
      firstRow = rows.row();
      layout = rows.layout();
    }
    largestLabel = Math.max(largestLabel, (long) rows.labels().get(0));
    if (split.keeps(rows.place(), rows.row())) {
      test++;
    } else {
      train++;
      addToStatistics(rows, alike);
    }
  }

  /** Adds a row to the statistics. A shape that does not divide the features is reported later. */
  private void addToStatistics(ValidRows<?> rows, int alike) {
    if (alike == 0 || features % alike != 0) {
      return;
    }
    if (statistics == null) {
      statistics = new FeatureStatistics(features, alike);
    }
    statistics.add(rows.features());
  }

  /** The statistics of the training rows; null if there are none, or none were wanted. */
  @Nullable FeatureStatistics statistics() {
    return statistics;
  }

  FilePartCounts counts() {
    return counts;
  }

  boolean isEmpty() {
    return train + test == 0;
  }

  long train() {
    return train;
  }

  long test() {
    return test;
  }

  int features() {
    return features;
  }

  long largestLabel() {
    return largestLabel;
  }

  /**
   * @throws ClrException if a file could not be read
   */
  void requireSound() {
    if (problem != null) {
      throw new ClrException(problem);
    }
  }

  /**
   * @throws ClrException if the rows have another layout than the rows of the other
   */
  void requireSameLayout(PartitionScan other) {
    if (!layout.equals(other.layout)) {
      throw new ClrException(
          "Cannot read %s: its %s are not those of %s (%s). Give files of one layout."
              .formatted(file, layout, other.file, other.layout));
    }
    if (features != other.features) {
      throw new ClrException(
          "Cannot read %s: row %d (zero-based): it has %d features, but row %d of %s has %d."
              .formatted(file, firstRow, features, other.firstRow, other.file, other.features));
    }
  }
}
