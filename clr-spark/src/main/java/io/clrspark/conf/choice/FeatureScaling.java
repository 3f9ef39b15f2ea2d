package io.clrspark.conf.choice;

/** How features are scaled by statistics of the training data. */
public enum FeatureScaling {
  /** Not at all. */
  NONE("none"),
  /** To mean 0 and deviation 1. */
  STANDARDIZE("standardize"),
  /** To 0..1. */
  MIN_MAX("minMax");

  private final String text;

  FeatureScaling(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
