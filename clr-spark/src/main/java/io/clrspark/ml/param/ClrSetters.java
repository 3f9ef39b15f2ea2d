package io.clrspark.ml.param;

/**
 * Sets all Params of an estimator beside Spark's own columns.
 *
 * @param <T> the estimator, which each setter returns
 */
public interface ClrSetters<T>
    extends ClrParams,
        ScheduleSetters<T>,
        TrainingSetters<T>,
        CheckpointSetters<T>,
        NetworkSetters<T> {

  /** Sets {@link #dataShape()}. */
  default T setDataShape(int... values) {
    return assign(dataShape(), values);
  }

  /** Sets {@link #dataMissing()}. */
  default T setDataMissing(double value) {
    return assign(dataMissing(), value);
  }

  /** Sets {@link #modelJson()}. */
  default T setModelJson(String value) {
    return assign(modelJson(), value);
  }

  /** Sets {@link #weightCol()}. */
  default T setWeightCol(String value) {
    return assign(weightCol(), value);
  }

  /** Sets {@link #validationIndicatorCol()}. */
  default T setValidationIndicatorCol(String value) {
    return assign(validationIndicatorCol(), value);
  }

  /** Sets {@link #handleInvalid()}. */
  default T setHandleInvalid(String value) {
    return assign(handleInvalid(), value);
  }
}
