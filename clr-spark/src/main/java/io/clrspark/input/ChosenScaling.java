package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.FeatureScaling;
import io.clrspark.source.scale.FeatureStatistics;
import io.clrspark.source.scale.FittedScaling;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scaling that the properties, or else a loaded model, ask for. */
final class ChosenScaling {

  private ChosenScaling() {}

  /** Whether it needs statistics of the data. */
  static boolean needStatistics(ClrConf conf) {
    return conf.get(DataProperties.SCALE) != FeatureScaling.NONE;
  }

  /**
   * The scaling; empty if features stay as they are.
   *
   * @throws ClrException if the loaded model's is for another number of features
   */
  static Optional<FittedScaling> of(
      ClrConf conf, NetworkNeeds expected, @Nullable FeatureStatistics found, int features) {
    return switch (conf.get(DataProperties.SCALE)) {
      case STANDARDIZE -> Optional.of(FittedScaling.standardizing(needed(found)));
      case MIN_MAX -> Optional.of(FittedScaling.toUnitRange(needed(found)));
      case NONE ->
          conf.set(DataProperties.SCALE).isPresent()
              ? Optional.empty()
              : expected.scaling().map(scaling -> fitting(scaling, features));
    };
  }

  private static FeatureStatistics needed(@Nullable FeatureStatistics found) {
    return Objects.requireNonNull(found, "statistics of the rows to train on");
  }

  private static FittedScaling fitting(FittedScaling scaling, int features) {
    if (features % scaling.groups() != 0) {
      throw new ClrException(
          "Cannot scale as the loaded model does: it was trained on %s features, but the rows have %s."
                  .formatted(scaling.groups(), features)
              + " Set %s.".formatted(DataProperties.SCALE));
    }
    return scaling;
  }
}
