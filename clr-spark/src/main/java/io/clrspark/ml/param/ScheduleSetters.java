package io.clrspark.ml.param;

/**
 * Sets the Params of a schedule.
 *
 * @param <T> the type that has them, which each setter returns
 */
public interface ScheduleSetters<T> extends ScheduleParams, OptionSetters<T> {
  /** Sets {@link #baseLr()}. */
  default T setBaseLr(double value) {
    return assign(baseLr(), value);
  }

  /** Sets {@link #maxLr()}. */
  default T setMaxLr(double value) {
    return assign(maxLr(), value);
  }

  /** Sets {@link #stepSize()}. */
  default T setStepSize(String value) {
    return assign(stepSize(), value);
  }

  /** Sets {@link #mode()}. */
  default T setMode(String value) {
    return assign(mode(), value);
  }

  /** Sets {@link #gamma()}. */
  default T setGamma(double value) {
    return assign(gamma(), value);
  }

  /** Sets {@link #scaleFn()}. */
  default T setScaleFn(String value) {
    return assign(scaleFn(), value);
  }

  /** Sets {@link #scaleMode()}. */
  default T setScaleMode(String value) {
    return assign(scaleMode(), value);
  }

  /** The same in iterations. */
  default T setStepSize(long iterations) {
    return setStepSize(Long.toString(iterations));
  }

  /** Sets {@link #resets()}. */
  default T setResets(String... values) {
    return assign(resets(), values);
  }
}
