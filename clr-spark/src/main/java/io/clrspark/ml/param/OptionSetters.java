package io.clrspark.ml.param;

import io.clrspark.Internal;
import org.apache.spark.ml.param.Param;

/**
 * What has Params that a program sets.
 *
 * @param <T> the type itself
 */
public interface OptionSetters<T> extends OptionParams {

  /** Sets a Param, and returns this. */
  @Internal
  @SuppressWarnings("unchecked") // T is the type itself
  default <V> T assign(Param<V> param, V value) {
    set(param, value);
    return (T) this;
  }
}
