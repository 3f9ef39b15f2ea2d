package io.clrspark.input.scan;

import io.clrspark.ClrException;
import io.clrspark.examples.load.FilePartCounts;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import io.clrspark.source.encode.Category;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The result of the first pass over one partition. */
final class PartitionScan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** By file, then by row. Spark has the parts in another order. */
  static final Comparator<PartitionScan> ORDER =
      Comparator.<PartitionScan, String>comparing(part -> part.file)
          .thenComparingLong(part -> part.firstRow);

  private final FilePartCounts counts = new FilePartCounts();
  private final long[] unknown;
  private int features = -1;
  private long firstRow;
  private String file = "";
  private String layout = "";
  private @Nullable String problem;

  private PartitionScan(int categories) {
    unknown = new long[categories];
  }

  /**
   * @param categories how many of the last features are categories
   */
  static PartitionScan of(Iterator<RowBlock> blocks, int categories) {
    PartitionScan scan = new PartitionScan(categories);
    blocks.forEachRemaining(scan::add);
    return scan;
  }

  private void add(RowBlock block) {
    counts.add(block.bad());
    if (block.problem() != null) {
      problem = block.problem();
    }
    if (block.count() == 0) {
      return;
    }
    counts.add(block.place(), block.count());
    if (features < 0) {
      file = block.place() == null ? "" : block.place().file();
      firstRow = block.first();
      layout = block.layout();
    }
    features = Math.max(features, block.width());
    if (unknown.length > 0) {
      countUnknown(block);
    }
  }

  private void countUnknown(RowBlock block) {
    NumberBuffer row = new NumberBuffer();
    for (int i = 0; i < block.count(); i++) {
      block.features(i, row);
      for (int j = 0; j < unknown.length; j++) {
        unknown[j] += row.get(row.size() - unknown.length + j) == Category.NONE ? 1 : 0;
      }
    }
  }

  /** How many rows have a value of a category that is none of the known ones. */
  long unknown(int category) {
    return unknown[category];
  }

  FilePartCounts counts() {
    return counts;
  }

  boolean isEmpty() {
    return features < 0;
  }

  int features() {
    return features;
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
   * @param isPadded whether rows may have fewer features
   * @throws ClrException if the rows have another layout than the rows of the other
   */
  void requireSameLayout(PartitionScan other, boolean isPadded) {
    if (!layout.equals(other.layout)) {
      throw new ClrException(
          "Cannot read %s: its %s are not those of %s (%s). Give files of one layout."
              .formatted(file, layout, other.file, other.layout));
    }
    if (features != other.features && !isPadded) {
      throw new ClrException(
          "Cannot read %s: row %d (zero-based): it has %d features, but row %d of %s has %d."
              .formatted(file, firstRow, features, other.firstRow, other.file, other.features));
    }
  }
}
