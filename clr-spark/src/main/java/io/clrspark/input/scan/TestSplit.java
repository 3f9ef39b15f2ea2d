package io.clrspark.input.scan;

import io.clrspark.Internal;
import io.clrspark.examples.FilePart;
import io.clrspark.examples.Seeds;
import io.clrspark.examples.load.GlobalOrder;
import io.clrspark.source.RowFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rows held out, by the seed and a row's place in the files alone; for rows that are in
 * no file, by their place in the order of the partitions.
 */
@Internal
public final class TestSplit implements RowFilter {

  private static final long serialVersionUID = 1L;
  private static final double UNIT = 0x1p-53;

  private final HashMap<String, Integer> files = new HashMap<>();
  private final HashMap<FilePart, Long> rowsBefore;
  private final long[] rowsBeforePartitions;
  private final long seed;
  private final double testFraction;

  /**
   * @param files sorted
   * @param testFraction the share of rows held out
   */
  public TestSplit(List<String> files, GlobalOrder order, long seed, double testFraction) {
    for (String file : files) {
      this.files.put(file, this.files.size());
    }
    this.rowsBefore = new HashMap<>(order.rowsBefore());
    this.rowsBeforePartitions = order.rowsBeforePartitions();
    this.seed = seed;
    this.testFraction = testFraction;
  }

  @Override
  public LongPredicate of(int partition, @Nullable FilePart place) {
    if (testFraction == 0) {
      return row -> false;
    }
    int file = place == null ? -1 : files.getOrDefault(place.file(), -1);
    long before =
        place == null
            ? rowsBeforePartitions[partition]
            : Objects.requireNonNull(rowsBefore.get(place), place::file);
    return row -> (Seeds.derive(seed, file, before + row) >>> 11) * UNIT < testFraction;
  }

  /** Keeps all other rows. */
  public RowFilter rest() {
    return (partition, place) -> of(partition, place).negate();
  }
}
