package io.clrspark.schedule.curve;

import org.nd4j.shade.jackson.annotation.JsonValue;

/**
 * How a rate moves between a lower and an upper bound: x, the share of the way from the lower one,
 * becomes a height between 0 and 1. A falling rate takes the same way back. The height is that of
 * exact arithmetic to a few units in the last place, exactly 0 at 0 and 1 at 1.
 */
public enum Curve {
  /** Straight, {@code x}: the triangle (Smith, arXiv 1506.01186, section 3). */
  LINEAR("linear") {
    @Override
    double of(double fromLow, double fromTop) {
      return fromLow;
    }
  },
  /** Half a cosine, {@code (1 - cos(pi*x)) / 2}: in a cycle, the Hann window. */
  COSINE("cosine") {
    @Override
    double of(double fromLow, double fromTop) {
      // The same as a square, which loses no digits near 0.
      double root = StrictMath.sin(Math.PI / 2 * fromLow);
      return root * root;
    }
  },
  /** A parabola, {@code 1 - (1-x)^2}: in a cycle, the Welch window. */
  PARABOLA("parabola") {
    @Override
    double of(double fromLow, double fromTop) {
      return fromLow * (1 + fromTop);
    }
  },
  /**
   * {@code 1 - sqrt(1-x)}, which leaves the upper bound fastest: for a last phase after a constant
   * rate (arXiv 2405.18392).
   */
  ONE_MINUS_SQRT("1-sqrt") {
    @Override
    double of(double fromLow, double fromTop) {
      // The same without a difference, which would lose digits near 0.
      return fromLow / (1 + StrictMath.sqrt(fromTop));
    }
  };

  private final String text;

  Curve(String text) {
    this.text = text;
  }

  abstract double of(double fromLow, double fromTop);

  /**
   * The height.
   *
   * @param fromLow the share of the way from the lower bound, 0 to 1
   * @param fromTop the share from the upper bound, {@code 1 - fromLow} without its rounding error
   */
  public double height(double fromLow, double fromTop) {
    return Math.min(1, of(fromLow, fromTop));
  }

  /**
   * A value between two bounds.
   *
   * @param low the lower bound
   * @param high the upper bound, not below it
   * @param fromLow see {@link #height}
   * @param fromTop see {@link #height}
   * @return exactly a bound where the height is 0 or 1
   */
  public double between(double low, double high, double fromLow, double fromTop) {
    double range = high - low;
    double rise = range * height(fromLow, fromTop);
    // low + (high - low) may differ from high in the last digit.
    return rise == range ? high : low + rise;
  }

  /** The name in properties and JSON, such as {@code cosine}. */
  @Override
  @JsonValue
  public String toString() {
    return text;
  }
}
