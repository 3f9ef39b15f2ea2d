package io.clrspark.schedule.shape;

import io.clrspark.ClrException;
import io.clrspark.schedule.CycleSegment;
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
 * A straight line before any schedule, from warmupLr to the schedule's first rate:
 *
 * <pre>lr = warmupLr + (schedule(0) - warmupLr) * n / warmup</pre>
 *
 * <p>Iteration {@code warmup} has the schedule's first rate; from there on the schedule counts from
 * 0. So do transformers, timm's warmup_prefix and optax's join_schedules.
 */
public final class WarmUp extends Shape {
  private static final long serialVersionUID = 1L;

  private final Schedule schedule;
  private final long warmup;
  private final double warmupLr;

  /**
   * @param schedule what comes after
   * @param warmup iterations of the line, at least 1
   * @param warmupLr the first rate
   */
  @JsonCreator
  public WarmUp(
      @JsonProperty("schedule") Schedule schedule,
      @JsonProperty("warmup") long warmup,
      @JsonProperty("warmupLr") double warmupLr) {
    this.schedule = schedule;
    this.warmup = Rules.stepSize("warmup", warmup);
    this.warmupLr = Rules.rate("warmupLr", warmupLr) + 0.0;
  }

  @Override
  protected double rate(long n) {
    if (n >= warmup) {
      return schedule.rateAt(n - warmup);
    }
    double target = schedule.rateAt(0);
    double done = n / (double) warmup;
    double rest = (warmup - n) / (double) warmup;
    return target < warmupLr
        ? Curve.LINEAR.between(target, warmupLr, rest, done)
        : Curve.LINEAR.between(warmupLr, target, done, rest);
  }

  @Override
  protected Phase phase(long n) {
    return n < warmup
        ? new Phase("warm-up", 0, warmup)
        : schedule.phaseAt(n - warmup).later(warmup);
  }

  @Override
  public String name() {
    return schedule.name();
  }

  @Override
  public double lowestRate() {
    return Math.min(warmupLr, schedule.lowestRate());
  }

  @Override
  public double highestRate() {
    return Math.max(warmupLr, schedule.highestRate());
  }

  @Override
  public Optional<String> notSaveable() {
    return schedule.notSaveable();
  }

  @Override
  public void checkScale(long fromIteration, long toIteration) {
    schedule.checkScale(Math.max(0, fromIteration - warmup), Math.max(0, toIteration - warmup));
  }

  @Override
  public List<CycleSegment> segments() {
    return schedule.segments().stream().map(segment -> segment.later(warmup)).toList();
  }

  /**
   * A reset within the warm-up changes the schedule from its start on.
   *
   * @throws ClrException if the schedule has no segments, or the reset would change the warm-up
   *     that has begun
   */
  @Override
  public WarmUp resetNow(long at, Reset changes) {
    Schedule changed = schedule.resetNow(Math.max(0, at - warmup), changes);
    if (at < warmup && changed.rateAt(0) != schedule.rateAt(0)) {
      throw new ClrException(
          "Cannot change baseLr at iteration %d: the warm-up to it ends at iteration %d. Wait for that."
              .formatted(at, warmup));
    }
    return new WarmUp(changed, warmup, warmupLr);
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("schedule", schedule).and("warmup", warmup).and("warmupLr", warmupLr).all();
  }
}
