package io.clrspark.ml.param;

import io.clrspark.Internal;
import org.apache.spark.ml.param.Params;

/** What has Params that are declared as properties. */
public interface OptionParams extends Params {

  /** The Params that were made of properties so far. */
  @Internal
  DeclaredParams declared();
}
