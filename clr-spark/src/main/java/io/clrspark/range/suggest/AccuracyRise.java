package io.clrspark.range.suggest;

/** The way of values from their lowest point before their highest one up to that. */
final class AccuracyRise {

  private final double[] values;
  private final int foot;
  private final int peak;

  private AccuracyRise(double[] values, int foot, int peak) {
    this.values = values;
    this.foot = foot;
    this.peak = peak;
  }

  /** Of the first n values. */
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

  /** The last point, before {@link #slow}, at which no more than a share of the rise is made. */
  int start(double share, int slow) {
    int start = slow;
    while (values[start] > values[foot] + share * height()) {
      start--;
    }
    return start;
  }

  /** The first point at which all but a share of the rise is made. */
  int slow(double share) {
    int slow = foot;
    while (values[slow] < values[peak] - share * height()) {
      slow++;
    }
    return slow;
  }

  /** The last peak before a fall by more than a share of the rise; {@code to} if there is none. */
  int fall(double share, int from, int to) {
    int top = from;
    for (int i = from; i < to; i++) {
      if (values[top] - values[i] > share * height()) {
        return top;
      }
      top = values[i] > values[top] ? i : top;
    }
    return to;
  }
}
