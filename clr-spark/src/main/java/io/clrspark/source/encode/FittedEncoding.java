package io.clrspark.source.encode;

import io.clrspark.Internal;
import io.clrspark.source.scale.FittedScaling;
import java.util.List;
import java.util.Optional;

/**
 * How a model's features were made of rows, by statistics of the rows that it was trained on.
 *
 * @param scaling how numbers are scaled, once divided; empty if they are not
 * @param means what takes the place of missing numbers, once divided, for each of them or for each
 *     channel; empty if none may be missing
 * @param categories the categories, which come after the numbers
 */
@Internal
public record FittedEncoding(
    Optional<FittedScaling> scaling, List<Double> means, List<Category> categories) {

  /** Keeps copies. */
  public FittedEncoding {
    means = List.copyOf(means);
    categories = List.copyOf(categories);
  }

  /** Numbers stay as they are, and none is missing. */
  public static FittedEncoding none() {
    return new FittedEncoding(Optional.empty(), List.of(), List.of());
  }

  /** The transform of rows. */
  public FeatureTransform transform(double divisor) {
    return new FeatureTransform(
        divisor, means.stream().mapToDouble(mean -> mean).toArray(), scaling, categories);
  }
}
