package io.clrspark.range.suggest;

/**
 * The part of a curve that climbs from its lowest point to its highest.
 *
 * @param values the curve
 * @param foot the index of the lowest point before the peak
 * @param peak the index of the highest point; 0 if there is no rise
 */
@SuppressWarnings("ArrayRecordComponent") // rises are not compared
record AccuracyRise(double[] values, int foot, int peak) {

  /** The rise in the first n values. */
  static AccuracyRise of(double[] values, int n) {
    int peak = 0;
    for (int i = 1; i < n; i++) {
      peak = values[i] > values[peak] ? i : peak;
    }
    int foot = 0;
    for (int i = 0; i < peak; i++) {
      foot = values[i] <= values[foot] ? i : foot;
    }
    return new AccuracyRise(values, foot, peak);
  }

  boolean isNone() {
    return peak == 0;
  }

  /** From the lowest to the highest value. */
  double height() {
    return values[peak] - values[foot];
  }

  /** The last point before {@code slow} that is at most a share of the height above the lowest. */
  int start(double share, int slow) {
    int start = slow;
    while (values[start] > values[foot] + share * height()) {
      start--;
    }
    return start;
  }

  /** The first point that is at most a share of the height below the highest. */
  int slow(double share) {
    int slow = foot;
    while (values[slow] < values[peak] - share * height()) {
      slow++;
    }
    return slow;
  }

  /** The peak before the first fall by more than some height; {@code to} without one. */
  int fall(double height, int from, int to) {
    int top = from;
    for (int i = from; i < to; i++) {
      if (values[top] - values[i] > height) {
        return top;
      }
      top = values[i] > values[top] ? i : top;
    }
    return to;
  }
}
