package io.clrspark.schedule.shape;

import io.clrspark.schedule.CycleSegment;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A schedule whose first rate is that of a later global iteration: for a run that goes on with a
 * network that is trained already. Before that iteration the rate is the schedule's first.
 */
public final class StartingAt extends Shape {
  private static final long serialVersionUID = 1L;

  private final Schedule schedule;
  private final long atIteration;

  /**
   * @param schedule counts from 0 at atIteration
   * @param atIteration global iteration, at least 1
   */
  @JsonCreator
  public StartingAt(
      @JsonProperty("schedule") Schedule schedule, @JsonProperty("atIteration") long atIteration) {
    this.schedule = schedule;
    this.atIteration = Rules.stepSize("atIteration", atIteration);
  }

  private long inner(long iteration) {
    return Math.max(0, iteration - atIteration);
  }

  @Override
  protected double rate(long n) {
    return schedule.rateAt(inner(n));
  }

  @Override
  protected Phase phase(long n) {
    return n < atIteration
        ? new Phase("before", 0, atIteration)
        : schedule.phaseAt(inner(n)).later(atIteration);
  }

  @Override
  public String name() {
    return schedule.name();
  }

  @Override
  public double lowestRate() {
    return schedule.lowestRate();
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
    schedule.checkScale(inner(fromIteration), inner(toIteration));
  }

  @Override
  public List<CycleSegment> segments() {
    return schedule.segments().stream().map(segment -> segment.later(atIteration)).toList();
  }

  @Override
  public StartingAt resetNow(long at, Reset changes) {
    return new StartingAt(schedule.resetNow(inner(at), changes), atIteration);
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("schedule", schedule).and("atIteration", atIteration).all();
  }
}
