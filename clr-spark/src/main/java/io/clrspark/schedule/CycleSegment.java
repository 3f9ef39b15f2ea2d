package io.clrspark.schedule;

import io.clrspark.Internal;
import io.clrspark.PlainNumber;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.annotation.JsonPropertyOrder;

/**
 * The cycles from one reset to the next. They have the same bounds and stepSize, and n counts from
 * the segment's start.
 *
 * <p>A final class and no record, for Spark's Kryo.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
@JsonPropertyOrder({"atIteration", "baseLr", "maxLr", "stepSize"})
@Internal
public final class CycleSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long atIteration;
  private final double baseLr;
  private final double maxLr;
  private final long stepSize;

  @JsonCreator
  CycleSegment(
      @JsonProperty("atIteration") long atIteration,
      @JsonProperty("baseLr") double baseLr,
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("stepSize") long stepSize) {
    this.atIteration = atIteration;
    // Turns -0.0 into 0.0, which would otherwise be an unequal schedule of equal rates.
    this.baseLr = Rules.rate("baseLr", baseLr) + 0.0;
    this.maxLr = Rules.rate("maxLr", maxLr) + 0.0;
    this.stepSize = Rules.stepSize(stepSize);
  }

  /** The global iteration at which the segment's first cycle starts. */
  public long atIteration() {
    return atIteration;
  }

  /** The lower bound of the rate. */
  public double baseLr() {
    return baseLr;
  }

  /** The upper bound of the rate. */
  public double maxLr() {
    return maxLr;
  }

  /** Iterations of half a cycle. */
  public long stepSize() {
    return stepSize;
  }

  /**
   * The rate at a global iteration of this segment.
   *
   * <p>The position within the cycle is found in integers, so it is exact for any n; {@code
   * n/stepSize} in doubles would lose digits as n grows. The half cycles are counted instead of
   * cycles because {@code 2*stepSize} may overflow.
   */
  double rateAt(long iteration, Amplitude amplitude) {
    long n = iteration - atIteration;
    long halves = n / stepSize;
    long beyond = n - halves * stepSize;
    long climbed = (halves & 1) == 0 ? beyond : stepSize - beyond;
    double range = maxLr - baseLr;
    double rise = amplitude.apply(range * ((double) climbed / stepSize), n, halves >> 1);
    // base + (max - base) may differ from max in the last digit.
    // A scale a rounding error below 0 must not make the rate negative.
    return rise == range ? maxLr : Math.max(0, baseLr + rise);
  }

  /** Checks the custom scale from one global iteration to another, the latter exclusive. */
  void checkScale(long from, long to, Amplitude amplitude) {
    long first = Math.max(from, atIteration) - atIteration;
    long last = to - 1 - atIteration;
    if (first > last) {
      return;
    }
    boolean byCycle = amplitude.scaleMode() == ScaleMode.CYCLE;
    long firstX = byCycle ? cycle(first) : first;
    long lastX = byCycle ? cycle(last) : last;
    for (long x = firstX; x <= lastX; x++) {
      amplitude.custom((double) x);
    }
  }

  /** The share of the range that the cycle at a global iteration of this segment may use. */
  double scaleAt(long iteration, Amplitude amplitude) {
    long n = iteration - atIteration;
    return amplitude.apply(1, n, cycle(n) - 1);
  }

  /** Whether both bounds are the same. */
  public boolean isConstant() {
    return maxLr == baseLr;
  }

  /** The number of the cycle, 1 for the first, n iterations after the segment's start. */
  private long cycle(long n) {
    return ((n / stepSize) >> 1) + 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CycleSegment that
        && atIteration == that.atIteration
        && baseLr == that.baseLr
        && maxLr == that.maxLr
        && stepSize == that.stepSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(atIteration, baseLr, maxLr, stepSize);
  }

  @Override
  public String toString() {
    return "atIteration=" + atIteration + ", " + bounds();
  }

  String bounds() {
    return "baseLr=%s, maxLr=%s, stepSize=%s"
        .formatted(PlainNumber.of(baseLr), PlainNumber.of(maxLr), stepSize);
  }
}
