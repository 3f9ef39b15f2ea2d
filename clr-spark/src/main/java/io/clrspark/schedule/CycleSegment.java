package io.clrspark.schedule;

import io.clrspark.Internal;
import io.clrspark.PlainNumber;
import io.clrspark.schedule.curve.Curve;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonInclude;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"atIteration", "baseLr", "maxLr", "stepSize", "stepSizeDown"})
@Internal
public final class CycleSegment implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long atIteration;
  private final double baseLr;
  private final double maxLr;
  private final long stepSize;

  /** Null if it is stepSize, also after a reset. */
  private final @Nullable Long stepSizeDown;

  @JsonCreator
  CycleSegment(
      @JsonProperty("atIteration") long atIteration,
      @JsonProperty("baseLr") double baseLr,
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("stepSize") long stepSize,
      @JsonProperty("stepSizeDown") @Nullable Long stepSizeDown) {
    this.atIteration = atIteration;
    // Turns -0.0 into 0.0, which would otherwise be an unequal schedule of equal rates.
    this.baseLr = Rules.rate("baseLr", baseLr) + 0.0;
    this.maxLr = Rules.rate("maxLr", maxLr) + 0.0;
    this.stepSize = Rules.stepSize("stepSize", stepSize);
    this.stepSizeDown = stepSizeDown == null ? null : Rules.stepSize("stepSizeDown", stepSizeDown);
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

  /** Iterations of the rising half of a cycle, and of the falling one unless that differs. */
  public long stepSize() {
    return stepSize;
  }

  /** Iterations of the falling half of a cycle. */
  public long stepSizeDown() {
    return stepSizeDown == null ? stepSize : stepSizeDown;
  }

  /** The same; null if it has no length of its own. */
  @Nullable Long ownStepSizeDown() {
    return stepSizeDown;
  }

  /** Whether both halves of a cycle have the same length. */
  public boolean hasEqualHalves() {
    return stepSizeDown() == stepSize;
  }

  /** Iterations of a cycle, as an unsigned number: the sum of two longs. */
  private long period() {
    return stepSize + stepSizeDown();
  }

  /** The whole cycles before a global iteration of this segment. */
  public long cyclesBefore(long iteration) {
    return Long.divideUnsigned(iteration - atIteration, period());
  }

  /** Whether a cycle starts at a global iteration of this segment, or after its end. */
  public boolean startsCycle(long iteration) {
    return Long.remainderUnsigned(iteration - atIteration, period()) == 0;
  }

  /**
   * The rate at a global iteration of this segment.
   *
   * <p>The position within the cycle is found in integers, so it is exact for any n; {@code
   * n/stepSize} in doubles would lose digits as n grows. The length of a cycle is unsigned, because
   * {@code 2*stepSize} may overflow.
   */
  double rateAt(long iteration, Amplitude amplitude, Curve curve) {
    long n = iteration - atIteration;
    long cycles = cyclesBefore(iteration);
    long beyond = n - cycles * period();
    boolean rises = Long.compareUnsigned(beyond, stepSize) < 0;
    long climbed = rises ? beyond : period() - beyond;
    double half = rises ? stepSize : stepSizeDown();
    double range = maxLr - baseLr;
    double height = range * curve.height(climbed / half, (half - climbed) / half);
    if (amplitude.scalesBounds()) {
      return amplitude.apply(height == range ? maxLr : baseLr + height, n, cycles);
    }
    double rise = amplitude.apply(height, n, cycles);
    // base + (max - base) may differ from max in the last digit.
    // A scale a rounding error below 0 must not make the rate negative.
    return rise == range ? maxLr : Math.max(0, baseLr + rise);
  }

  /** The cycle that a global iteration of this segment is in, if no reset ends it. */
  Phase cycleAt(long iteration) {
    long start = atIteration + cyclesBefore(iteration) * period();
    boolean isEndless = Long.compareUnsigned(period(), Phase.ENDLESS - start) > 0;
    return new Phase(Phase.CYCLE, start, isEndless ? Phase.ENDLESS : start + period());
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
    return amplitude.apply(1, n, cyclesBefore(iteration));
  }

  /** The same, that many iterations later. */
  public CycleSegment later(long iterations) {
    return new CycleSegment(atIteration + iterations, baseLr, maxLr, stepSize, stepSizeDown);
  }

  /** Whether both bounds are the same. */
  public boolean isConstant() {
    return maxLr == baseLr;
  }

  /** The number of the cycle, 1 for the first, n iterations after the segment's start. */
  private long cycle(long n) {
    return Long.divideUnsigned(n, period()) + 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CycleSegment that
        && atIteration == that.atIteration
        && baseLr == that.baseLr
        && maxLr == that.maxLr
        && stepSize == that.stepSize
        && Objects.equals(stepSizeDown, that.stepSizeDown);
  }

  @Override
  public int hashCode() {
    return Objects.hash(atIteration, baseLr, maxLr, stepSize, stepSizeDown);
  }

  @Override
  public String toString() {
    return "atIteration=" + atIteration + ", " + bounds();
  }

  String bounds() {
    return "baseLr=%s, maxLr=%s, %s"
        .formatted(PlainNumber.of(baseLr), PlainNumber.of(maxLr), steps());
  }

  /** The lengths of the halves in words, such as {@code stepSize=2000}. */
  public String steps() {
    return "stepSize=" + stepSize + (stepSizeDown == null ? "" : ", stepSizeDown=" + stepSizeDown);
  }
}
