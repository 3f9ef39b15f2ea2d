package io.clrspark.ml.param;

/**
 * Sets the Params of the network.
 *
 * @param <T> the type that has them, which each setter returns
 */
public interface NetworkSetters<T> extends NetworkParams, OptionSetters<T> {
  /** Sets {@link #modelType()}. */
  default T setModelType(String value) {
    return assign(modelType(), value);
  }

  /** Sets {@link #modelHidden()}. */
  default T setModelHidden(int... values) {
    return assign(modelHidden(), values);
  }

  /** Sets {@link #modelMaps()}. */
  default T setModelMaps(int... values) {
    return assign(modelMaps(), values);
  }

  /** Sets {@link #modelDense()}. */
  default T setModelDense(int value) {
    return assign(modelDense(), value);
  }

  /** Sets {@link #modelActivation()}. */
  default T setModelActivation(String value) {
    return assign(modelActivation(), value);
  }

  /** Sets {@link #modelUpdater()}. */
  default T setModelUpdater(String value) {
    return assign(modelUpdater(), value);
  }

  /** Sets {@link #modelConfiguration()}. */
  default T setModelConfiguration(String value) {
    return assign(modelConfiguration(), value);
  }

  /** Sets {@link #modelLoad()}. */
  default T setModelLoad(String value) {
    return assign(modelLoad(), value);
  }

  /** Sets {@link #modelClasses()}. */
  default T setModelClasses(String... values) {
    return assign(modelClasses(), values);
  }
}
