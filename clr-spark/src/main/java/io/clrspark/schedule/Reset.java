package io.clrspark.schedule;

import io.clrspark.PlainNumber;
import java.io.Serializable;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a reset changes besides starting a fresh cycle; what is not given stays as it was.
 *
 * <pre>{@code schedule.reset(6000, Reset.none().maxLr(0.003))}</pre>
 *
 * @param baseLr the new lower bound; null if it stays
 * @param maxLr the new upper bound; null if it stays
 * @param stepSize the new half cycle in iterations; null if it stays. A falling half of a length of
 *     its own stays.
 */
public record Reset(@Nullable Double baseLr, @Nullable Double maxLr, @Nullable Long stepSize)
    implements Serializable {

  /** A fresh cycle and no other change. */
  public static Reset none() {
    return new Reset(null, null, null);
  }

  /** This reset with a new lower bound. */
  public Reset baseLr(double newBaseLr) {
    return new Reset(newBaseLr, maxLr, stepSize);
  }

  /** This reset with a new upper bound. */
  public Reset maxLr(double newMaxLr) {
    return new Reset(baseLr, newMaxLr, stepSize);
  }

  /** This reset with a new half cycle, in iterations. */
  public Reset stepSize(long newStepSize) {
    return new Reset(baseLr, maxLr, newStepSize);
  }

  /**
   * The segment from {@code at} on.
   *
   * @param before the segment that the reset ends
   * @param at global iteration
   * @throws InvalidScheduleException if the bounds that result break a rule
   */
  CycleSegment after(CycleSegment before, long at) {
    double base = baseLr == null ? before.baseLr() : baseLr;
    double max = maxLr == null ? before.maxLr() : maxLr;
    CycleSegment segment =
        new CycleSegment(
            at,
            base,
            max,
            stepSize == null ? before.stepSize() : stepSize,
            before.ownStepSizeDown());
    Rules.requireOrder(base, max, maxLr != null, "");
    return segment;
  }

  @Override
  public String toString() {
    StringJoiner changes = new StringJoiner(", ", "Reset(", ")");
    if (baseLr != null) {
      changes.add("baseLr=" + PlainNumber.of(baseLr));
    }
    if (maxLr != null) {
      changes.add("maxLr=" + PlainNumber.of(maxLr));
    }
    if (stepSize != null) {
      changes.add("stepSize=" + stepSize);
    }
    return changes.toString();
  }
}
