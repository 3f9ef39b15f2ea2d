package io.clrspark.training.settings;

import io.clrspark.Internal;

/** Which run a trainer resumes. */
@Internal
public enum Resume {
  /** Nothing: each run is new. */
  NONE,
  /** The run whose id is given. */
  RUN,
  /**
   * The run whose id is given, or the newest unfinished one like this; a new one if there is none.
   */
  UNFINISHED
}
