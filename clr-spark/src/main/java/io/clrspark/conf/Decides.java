package io.clrspark.conf;

import io.clrspark.Internal;

/** What a property of a training decides. */
@Internal
public enum Decides {
  /** The trained network: a run that goes on must have the same value. */
  RESULT,
  /** How long the run trains, where it computes, or what it does about failures. */
  COURSE,
  /** What the run is called, and where it keeps what. */
  PLACE
}
