package io.clrspark.predict;

import io.clrspark.Internal;
import java.util.Map;

/** How well a model predicts rows whose labels are known. */
@Internal
public sealed interface Figures permits ClassFigures, NumberFigures {

  /** How many rows were predicted. */
  long rows();

  /** The figures by name, as the metrics of a run have them; without those that are not defined. */
  Map<String, Double> metrics();
}
