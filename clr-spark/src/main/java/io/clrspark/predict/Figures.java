package io.clrspark.predict;

import io.clrspark.Internal;

/** How well a model predicts rows whose labels are known. */
@Internal
public sealed interface Figures permits ClassFigures, NumberFigures {

  /** How many rows were predicted. */
  long rows();
}
