package io.clrspark.schedule.shape;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import io.clrspark.schedule.CycleSegment;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A last phase after any schedule, down to a floor. It starts at the rate that the schedule has at
 * iteration cooldownAt:
 *
 * <pre>
 * lr = cooldownLr + (schedule(cooldownAt) - cooldownLr) * curve(1 - (n - cooldownAt) / cooldown)
 * </pre>
 *
 * <p>From iteration {@code cooldownAt + cooldown} on the rate is cooldownLr: the last update of the
 * phase is one step above it.
 */
public final class Cooldown extends Shape {
  private static final long serialVersionUID = 1L;

  private final Schedule schedule;
  private final long cooldownAt;
  private final long cooldown;
  private final double cooldownLr;
  private final Curve cooldownCurve;

  /**
   * @param schedule what comes before
   * @param cooldownAt the first iteration of the phase
   * @param cooldown its iterations, at least 1
   * @param cooldownLr the floor, at most the schedule's rate at cooldownAt
   * @param cooldownCurve how the rate falls; {@link Curve#ONE_MINUS_SQRT} after a constant rate
   *     (arXiv 2405.18392)
   */
  @JsonCreator
  public Cooldown(
      @JsonProperty("schedule") Schedule schedule,
      @JsonProperty("cooldownAt") long cooldownAt,
      @JsonProperty("cooldown") long cooldown,
      @JsonProperty("cooldownLr") double cooldownLr,
      @JsonProperty("cooldownCurve") Curve cooldownCurve) {
    this.schedule = schedule;
    this.cooldownAt = Rules.notNegative("cooldownAt", cooldownAt);
    this.cooldown = Rules.stepSize("cooldown", cooldown);
    this.cooldownLr = Rules.rate("cooldownLr", cooldownLr) + 0.0;
    this.cooldownCurve = cooldownCurve;
    double before = schedule.rateAt(cooldownAt);
    if (cooldownLr > before) {
      throw new InvalidScheduleException(
          "cooldownLr",
          PlainNumber.of(cooldownLr),
          "must be <= %s, the rate at iteration %d, where the last phase starts"
              .formatted(PlainNumber.of(before), cooldownAt));
    }
  }

  @Override
  protected double rate(long n) {
    if (n < cooldownAt) {
      return schedule.rateAt(n);
    }
    double length = cooldown;
    double done = Math.min(cooldown, n - cooldownAt);
    return cooldownCurve.between(
        cooldownLr, schedule.rateAt(cooldownAt), (length - done) / length, done / length);
  }

  @Override
  protected Phase phase(long n) {
    return n < cooldownAt
        ? schedule.phaseAt(n).until(cooldownAt)
        : orAfter(n, new Phase("cooldown", 0, cooldown).later(cooldownAt));
  }

  @Override
  public String name() {
    return schedule.name();
  }

  @Override
  public double lowestRate() {
    return Math.min(cooldownLr, schedule.lowestRate());
  }

  @Override
  public double highestRate() {
    return schedule.highestRate();
  }

  @Override
  public Optional<String> notSaveable() {
    return schedule.notSaveable();
  }

  @Override
  public void checkScale(long fromIteration, long toIteration) {
    schedule.checkScale(Math.min(fromIteration, cooldownAt), Math.min(toIteration, cooldownAt + 1));
  }

  @Override
  public List<CycleSegment> segments() {
    return schedule.segments().stream()
        .filter(segment -> segment.atIteration() < cooldownAt)
        .toList();
  }

  /**
   * A reset before the last phase.
   *
   * @throws ClrException if the schedule has no segments, or the last phase has begun
   */
  @Override
  public Cooldown resetNow(long at, Reset changes) {
    if (at >= cooldownAt && !schedule.segments().isEmpty()) {
      throw new ClrException(
          "Cannot reset the schedule at iteration %d: its last phase began at iteration %d. Ask for it before that."
              .formatted(at, cooldownAt));
    }
    return new Cooldown(
        schedule.resetNow(at, changes), cooldownAt, cooldown, cooldownLr, cooldownCurve);
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("schedule", schedule)
        .and("cooldownAt", cooldownAt)
        .and("cooldown", cooldown)
        .and("cooldownLr", cooldownLr)
        .and("cooldownCurve", cooldownCurve)
        .all();
  }
}
