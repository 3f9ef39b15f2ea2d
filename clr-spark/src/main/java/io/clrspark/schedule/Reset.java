package io.clrspark.schedule;

import io.clrspark.PlainNumber;
import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a reset changes besides starting a fresh cycle; what is not given stays as it was.
 *
 * <pre>{@code schedule.reset(6000, Reset.none().maxLr(0.003))}</pre>
 */
public final class Reset implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Reset NONE = new Reset(null, null, null);

  private final @Nullable Double baseLr;
  private final @Nullable Double maxLr;
  private final @Nullable Long stepSize;

  private Reset(@Nullable Double baseLr, @Nullable Double maxLr, @Nullable Long stepSize) {
    this.baseLr = baseLr;
    this.maxLr = maxLr;
    this.stepSize = stepSize;
  }

  /** A fresh cycle and no other change. */
  public static Reset none() {
    return NONE;
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

  /** The new lower bound, empty when it stays. */
  public OptionalDouble baseLr() {
    return baseLr == null ? OptionalDouble.empty() : OptionalDouble.of(baseLr);
  }

  /** The new upper bound, empty when it stays. */
  public OptionalDouble maxLr() {
    return maxLr == null ? OptionalDouble.empty() : OptionalDouble.of(maxLr);
  }

  /** The new half cycle in iterations, empty when it stays. */
  public OptionalLong stepSize() {
    return stepSize == null ? OptionalLong.empty() : OptionalLong.of(stepSize);
  }

  /**
   * The segment from {@code at} on.
   *
   * @param before the segment that the reset ends
   * @param at global iteration
   * @throws InvalidScheduleException if the bounds that result break a rule
   */
  CycleSegment after(CycleSegment before, long at) {
    double base = baseLr().orElse(before.baseLr());
    double max = maxLr().orElse(before.maxLr());
    CycleSegment segment = new CycleSegment(at, base, max, stepSize().orElse(before.stepSize()));
    if (max < base) {
      // Blames what the reset set.
      throw maxLr == null
          ? Rules.tooLarge("baseLr", base, "maxLr", max, "")
          : Rules.tooSmall("maxLr", max, "baseLr", base, "");
    }
    return segment;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reset that
        && Objects.equals(baseLr, that.baseLr)
        && Objects.equals(maxLr, that.maxLr)
        && Objects.equals(stepSize, that.stepSize);
  }

  @Override
  public int hashCode() {
    return Objects.hash(baseLr, maxLr, stepSize);
  }

  @Override
  public String toString() {
    StringJoiner changes = new StringJoiner(", ", "Reset(", ")");
    baseLr().ifPresent(value -> changes.add("baseLr=" + PlainNumber.of(value)));
    maxLr().ifPresent(value -> changes.add("maxLr=" + PlainNumber.of(value)));
    stepSize().ifPresent(value -> changes.add("stepSize=" + value));
    return changes.toString();
  }
}
