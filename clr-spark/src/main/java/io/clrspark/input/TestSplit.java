package io.clrspark.input;

import io.clrspark.examples.FilePart;
import io.clrspark.examples.Seeds;
import io.clrspark.source.RowFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses the rows held out, by the seed and a row's place in the files alone. */
final class TestSplit implements RowFilter {

  private static final long serialVersionUID = 1L;
  private static final double UNIT = 0x1p-53;

  private final HashMap<String, Integer> files = new HashMap<>();
  private final long seed;
  private final double testFraction;

  /**
   * @param files sorted
   * @param testFraction the share of rows held out
   */
  TestSplit(List<String> files, long seed, double testFraction) {
    for (String file : files) {
      this.files.put(file, this.files.size());
    }
    this.seed = seed;
    this.testFraction = testFraction;
  }

  @Override
  public boolean keeps(@Nullable FilePart place, long row) {
    if (testFraction == 0 || place == null) {
      return false;
    }
    int file = Objects.requireNonNull(files.get(place.file()), place::file);
    return (Seeds.derive(seed, file, row) >>> 11) * UNIT < testFraction;
  }

  /** Keeps all other rows. */
  RowFilter rest() {
    return (place, row) -> !keeps(place, row);
  }
}
