package io.clrspark.ml.train;

import io.clrspark.Internal;
import io.clrspark.ml.param.ClrParams;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a frame that an estimator takes, and what it makes of missing values.
 *
 * @param weight the weights' column; empty if all rows weigh the same
 * @param held the column that is true for held-out rows; empty if there are none
 * @param missing the number in place of a null or NaN feature; null for none
 * @param skipsInvalid whether rows with other values than finite numbers are left out
 */
@Internal
public record FrameChoice(
    String features,
    String label,
    Optional<String> weight,
    Optional<String> held,
    @Nullable Double missing,
    boolean skipsInvalid) {

  /** The choice of an estimator's Params. */
  public static FrameChoice of(ClrParams params, String features, String label) {
    return new FrameChoice(
        features,
        label,
        name(params, params.weightCol()),
        name(params, params.validationIndicatorCol()),
        params.isDefined(params.dataMissing()) ? params.getDataMissing() : null,
        !params.getHandleInvalid().equals("error"));
  }

  private static Optional<String> name(ClrParams params, Param<String> column) {
    return params.isDefined(column)
        ? Optional.of(params.getOrDefault(column)).filter(name -> !name.isEmpty())
        : Optional.empty();
  }
}
