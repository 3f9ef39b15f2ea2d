package io.clrspark.conf.schedule;

import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.conf.Property;
import io.clrspark.conf.PropertyValues;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.length.Length;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.schedule.shape.ShapeOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The properties of a schedule as the options of its shape; notes which were asked for. */
final class GivenOptions implements ShapeOptions {

  private static final Property<Length> WARMUP = ScheduleProperties.WARMUP;
  private static final Property<Length> COOLDOWN = ScheduleProperties.COOLDOWN;

  /** Options of any schedule. */
  private static final List<Property<?>> OF_ALL =
      List.of(
          ScheduleProperties.SCHEDULE,
          ScheduleProperties.SHARE_OF,
          WARMUP,
          ScheduleProperties.WARMUP_LR,
          COOLDOWN,
          ScheduleProperties.COOLDOWN_LR,
          ScheduleProperties.COOLDOWN_CURVE);

  private final PropertyValues given;
  private final RunLength run;
  private final Set<Property<?>> asked = new HashSet<>(OF_ALL);
  private boolean dependsOnRun;

  GivenOptions(PropertyValues given, RunLength run) {
    this.given = given;
    this.run =
        given
            .set(ScheduleProperties.SHARE_OF)
            .map(all -> new RunLength(run.iterationsPerEpoch(), all))
            .orElse(run);
  }

  @Override
  public <T> Optional<T> set(String name, Class<T> type) {
    Property<?> property =
        ScheduleProperties.options().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no property of a schedule: " + name));
    asked.add(property);
    return given.set(property).map(type::cast);
  }

  @Override
  public long iterations(String name, LongSupplier otherwise) {
    return set(name, Length.class).map(this::iterations).orElseGet(otherwise::getAsLong);
  }

  /** Those of a length that was set; 0 without one. */
  long iterations(Property<Length> property) {
    return given.set(property).map(this::iterations).orElse(0L);
  }

  long iterations(Length length) {
    dependsOnRun |= length.inEpochs() || length.isShare();
    return length.iterations(run);
  }

  @Override
  public long restOfRun() {
    dependsOnRun = true;
    return Math.max(1, run.iterations() - iterations(WARMUP) - iterations(COOLDOWN));
  }

  /** The first iteration of the last phase, counted from the run's first. */
  long cooldownAt() {
    dependsOnRun = true;
    return run.iterations() - iterations(COOLDOWN);
  }

  /** Whether another run would have another schedule, of what was asked for so far. */
  boolean dependsOnRun() {
    return dependsOnRun;
  }

  /**
   * Refuses phases that leave nothing of the run, and options of phases that there are not.
   *
   * @throws InvalidScheduleException naming the option
   */
  void requirePhases() {
    requireWith(ScheduleProperties.WARMUP_LR, WARMUP);
    requireWith(ScheduleProperties.COOLDOWN_LR, COOLDOWN);
    requireWith(ScheduleProperties.COOLDOWN_CURVE, COOLDOWN);
    Property<Length> first = given.has(WARMUP) ? WARMUP : COOLDOWN;
    long phases = iterations(WARMUP) + iterations(COOLDOWN);
    if (phases > 0 && phases >= run.iterations()) {
      boolean areBoth = first == WARMUP && given.has(COOLDOWN);
      String rule =
          areBoth
              ? "with %s = "
                  + given.text(COOLDOWN).orElseThrow().replace("%", "%%")
                  + ", nothing is left of the run's "
              : "nothing is left of the run's ";
      throw new InvalidScheduleException(
          first.name(),
          given.text(first).orElseThrow(),
          rule + run.iterations() + " iterations",
          areBoth ? new String[] {COOLDOWN.name()} : new String[0]);
    }
  }

  private void requireWith(Property<?> option, Property<?> phase) {
    if (given.has(option) && !given.has(phase)) {
      throw new InvalidScheduleException(
          option.name(),
          given.text(option).orElseThrow(),
          "needs %s, which is not set",
          phase.name());
    }
  }

  /**
   * Refuses what was set and not asked for.
   *
   * @throws InvalidPropertyException naming the property
   */
  void requireAllAsked() {
    for (Property<?> property : ScheduleProperties.options()) {
      if (given.has(property) && !asked.contains(property)) {
        throw InvalidPropertyException.of(property.key(), text(property), noSuchOption());
      }
    }
  }

  /** That the schedule has no such option, in words. */
  String noSuchOption() {
    return "%s = %s has no such option"
        .formatted(ScheduleProperties.SCHEDULE, given.get(ScheduleProperties.SCHEDULE));
  }

  private String text(Property<?> property) {
    @Nullable String text = given.text(property).orElse(null);
    return String.valueOf(text);
  }
}
