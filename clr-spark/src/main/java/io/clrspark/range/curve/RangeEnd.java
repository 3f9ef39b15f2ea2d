package io.clrspark.range.curve;

/** How a range test ended. */
public enum RangeEnd {
  /** The rate rose all the way. */
  COMPLETED,
  /** The smoothed loss passed the stop factor times its best. */
  DIVERGED,
  /** The loss was NaN or infinite. */
  NOT_FINITE
}
