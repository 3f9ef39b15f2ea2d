package io.clrspark.source.encode;

import io.clrspark.Internal;
import io.clrspark.source.ExampleFormat;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.scale.FittedScaling;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * Makes the network's features of what was read of a row, its numbers and then the numbers of its
 * categories: divides the numbers, puts a mean in the place of each that is missing, scales them,
 * and adds the categories' features. Sent to the tasks.
 */
@Internal
public final class FeatureTransform implements ExampleFormat.FeatureAdjustment {

  private static final long serialVersionUID = 1L;

  private final double divisor;
  private final double[] means;
  private final @Nullable FittedScaling scaling;
  private final Category[] categories;

  /**
   * @param divisor what numbers are divided by
   * @param means what takes the place of a missing number (NaN), once divided, for each of them or
   *     for each channel; empty if none is missing
   * @param scaling how numbers are scaled, once divided
   * @param categories the last numbers of a row
   */
  public FeatureTransform(
      double divisor, double[] means, Optional<FittedScaling> scaling, List<Category> categories) {
    this.divisor = divisor;
    this.means = means.clone();
    this.scaling = scaling.orElse(null);
    this.categories = categories.toArray(Category[]::new);
  }

  @Override
  public void apply(NumberBuffer row) {
    int numbers = row.size() - categories.length;
    int[] values = new int[categories.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) row.get(numbers + i);
    }
    row.truncate(numbers);
    row.divide(divisor);
    if (means.length > 0) {
      row.replaceNaN(means);
    }
    if (scaling != null) {
      scaling.apply(row);
    }
    for (int i = 0; i < values.length; i++) {
      int one = categories[i].feature(values[i]);
      int size = categories[i].size();
      for (int feature = 0; feature < size; feature++) {
        row.add(feature == one ? 1 : 0);
      }
    }
  }

  /** Whether no feature is a category. */
  public boolean isOfNumbers() {
    return categories.length == 0;
  }

  /** How many features the categories become. */
  public static int features(List<Category> categories) {
    return categories.stream().mapToInt(Category::size).sum();
  }

  /**
   * The division and the scaling as a normalizer of DL4J for all features; empty if numbers stay as
   * they are.
   *
   * @param groups numbers per row, or channels, where there is no scaling
   */
  public Optional<DataNormalization> normalizer(int groups) {
    if (scaling == null && divisor == 1) {
      return Optional.empty();
    }
    FittedScaling all = scaling == null ? FittedScaling.none(groups) : scaling;
    return Optional.of(all.normalizer(divisor, features(List.of(categories))));
  }
}
