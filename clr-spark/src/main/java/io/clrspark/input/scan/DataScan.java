package io.clrspark.input.scan;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.load.GlobalOrder;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowCheck;
import io.clrspark.source.file.FileSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The first pass over all rows, one Spark job: reads, counts and checks them. They stay on the
 * disks of the executors as numbers, so that no later pass reads the files again.
 */
@Internal
public final class DataScan {

  private final JavaRDD<RowBlock> rows;
  private final List<PartitionScan> parts;
  private final GlobalOrder order;
  private final boolean isPadded;

  private DataScan(
      JavaRDD<RowBlock> rows, List<PartitionScan> parts, GlobalOrder order, boolean isPadded) {
    this.rows = rows;
    this.parts = parts;
    this.order = order;
    this.isPadded = isPadded;
  }

  /**
   * Reads all rows.
   *
   * @param named the property that names the data, and its value, for messages
   * @param notes takes a line for files without rows
   * @throws ClrException for the first problem in the order of paths and rows
   */
  public static DataScan of(
      FileSource source, RowCheck check, String named, Consumer<String> notes) {
    if (source.parts().isEmpty()) {
      throw new ClrException("Invalid " + named + " (it has no rows)");
    }
    int categories = source.columns().categories().size();
    JavaRDD<RowBlock> rows = source.blocks(check).persist(StorageLevel.DISK_ONLY());
    List<PartitionScan> parts =
        rows.mapPartitions(blocks -> List.of(PartitionScan.of(blocks, categories)).iterator())
            .collect();
    GlobalOrder order = GlobalOrder.of(parts.stream().map(PartitionScan::counts).toList());
    order.requireGood();
    parts.forEach(PartitionScan::requireSound);
    List<PartitionScan> filled =
        parts.stream().filter(part -> !part.isEmpty()).sorted(PartitionScan.ORDER).toList();
    if (filled.isEmpty()) {
      throw new ClrException("Invalid " + named + " (it has no rows)");
    }
    filled.forEach(part -> part.requireSameLayout(filled.get(0), source.isPadded()));
    if (filled.get(0).features() == 0) {
      throw new ClrException("Invalid " + named + " (it has no column but the label)");
    }
    DataScan scan = new DataScan(rows, filled, order, source.isPadded());
    scan.noteEmpty(source.files(), notes);
    return scan;
  }

  private void noteEmpty(List<String> files, Consumer<String> notes) {
    Set<String> filled =
        order.rowsBefore().keySet().stream().map(part -> part.file()).collect(Collectors.toSet());
    Set<String> empty = new TreeSet<>(files);
    empty.removeAll(filled);
    if (!filled.isEmpty() && !empty.isEmpty() && files.size() > 1) {
      String first = empty.iterator().next();
      notes.accept(
          empty.size() == 1
              ? "No rows are in " + first + "."
              : "No rows are in %d files, such as %s.".formatted(empty.size(), first));
    }
  }

  /** The rows, as they were read. */
  public JavaRDD<RowBlock> rows() {
    return rows;
  }

  /** How many rows there are. */
  public long examples() {
    return order.examples();
  }

  /** The order of the rows. */
  public GlobalOrder order() {
    return order;
  }

  /**
   * Requires rows to be like others.
   *
   * @throws ClrException if the rows have another layout than the rows of the other
   */
  public void requireSameLayout(DataScan other) {
    parts.get(0).requireSameLayout(other.parts.get(0), isPadded);
  }

  /** How many rows have a value of a category that is none of the known ones. */
  public long unknown(int category) {
    return parts.stream().mapToLong(part -> part.unknown(category)).sum();
  }

  /** What is read of a row's features: numbers, and a number for each category. */
  public int features() {
    return parts.stream().mapToInt(PartitionScan::features).max().orElseThrow();
  }
}
