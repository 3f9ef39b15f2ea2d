package io.clrspark.conf.schedule;

import static io.clrspark.conf.schedule.Naming.KEY;
import static io.clrspark.conf.schedule.Naming.named;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.conf.Property;
import io.clrspark.conf.PropertyValues;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.length.Length;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.schedule.shape.Cooldown;
import io.clrspark.schedule.shape.StartingAt;
import io.clrspark.schedule.shape.WarmUp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The schedule that properties describe; only what was set counts, so a default never clashes. */
public final class ScheduleConf {
  private static final List<Property<Double>> RATES =
      List.of(
          ScheduleProperties.BASE_LR,
          ScheduleProperties.MAX_LR,
          ScheduleProperties.WARMUP_LR,
          ScheduleProperties.COOLDOWN_LR);

  private static final List<Property<Length>> LENGTHS =
      List.of(
          ScheduleProperties.STEP_SIZE,
          ScheduleProperties.STEP_SIZE_DOWN,
          ScheduleProperties.SCHEDULE_LENGTH,
          ScheduleProperties.RESTART_PERIOD,
          ScheduleProperties.TIMESCALE,
          ScheduleProperties.WARMUP,
          ScheduleProperties.COOLDOWN);

  private final ClrConf conf;
  private final PropertyValues given;
  private final PlannedResets resets;

  /** The schedule, if it is the same for all runs from iteration 0. */
  private final Optional<Schedule> only;

  private ScheduleConf(ClrConf conf) {
    this.conf = conf;
    this.given = conf.values();
    this.resets = new PlannedResets(conf);
    resets.requireConsecutive();
    requireFloats();
    GivenOptions options = new GivenOptions(given, longest());
    Schedule checked = build(options, 0);
    this.only = options.dependsOnRun() ? Optional.empty() : Optional.of(checked);
  }

  /**
   * Checks all that can be checked before the size of an epoch is known.
   *
   * @throws InvalidPropertyException if a value, or two together, break a rule
   */
  public static ScheduleConf of(ClrConf conf) {
    return new ScheduleConf(conf);
  }

  /** The longest run that there may be: what breaks a rule there does so in any. */
  private RunLength longest() {
    if (inEpochs() && given.has(TrainingProperties.ITERATIONS)) {
      // How many epochs the iterations are is not known, so the run may have any number.
      return new RunLength(Integer.MAX_VALUE, Long.MAX_VALUE / 2);
    }
    int epochs = conf.get(TrainingProperties.EPOCHS);
    long iterations = conf.set(TrainingProperties.ITERATIONS).orElse((long) Integer.MAX_VALUE);
    return new RunLength(Math.max(1, Integer.MAX_VALUE / epochs), iterations);
  }

  /** Whether any property of the schedule is set. */
  public boolean isSet() {
    return ScheduleProperties.options().stream().anyMatch(given::has) || !resets.areNone();
  }

  /** Whether a length is in epochs, so that the schedule depends on the data. */
  public boolean inEpochs() {
    Stream<Length> own = LENGTHS.stream().map(given::set).flatMap(Optional::stream);
    return Stream.concat(own, resets.lengths()).anyMatch(Length::inEpochs);
  }

  /** Whether a run of another length has another schedule, or the same at another place. */
  public boolean dependsOnRun() {
    return only.isEmpty();
  }

  /**
   * The schedule.
   *
   * @param run looked at for lengths in epochs and shares of the run
   * @param startIteration where the schedule starts; 0 for a new network
   * @throws InvalidPropertyException if a value, or two together, break a rule
   */
  public Schedule schedule(RunLength run, long startIteration) {
    return startIteration == 0 && only.isPresent()
        ? only.get()
        : build(new GivenOptions(given, run), startIteration);
  }

  private Schedule build(GivenOptions options, long start) {
    Schedule shape = named(KEY, () -> given.get(ScheduleProperties.SCHEDULE).schedule(options));
    options.requireAllAsked();
    Schedule started = started(shape, options, start);
    if (!given.has(ScheduleProperties.COOLDOWN)) {
      return started;
    }
    return named(
        KEY,
        () ->
            new Cooldown(
                started,
                start + options.cooldownAt(),
                options.iterations(ScheduleProperties.COOLDOWN),
                given.get(ScheduleProperties.COOLDOWN_LR),
                given.get(ScheduleProperties.COOLDOWN_CURVE)));
  }

  /** The schedule with its resets, behind its warm-up, from a global iteration on. */
  private Schedule started(Schedule shape, GivenOptions options, long start) {
    long warmup =
        named(
            KEY,
            () -> {
              options.requirePhases();
              return options.iterations(ScheduleProperties.WARMUP);
            });
    if (warmup == 0 && !shape.segments().isEmpty()) {
      Schedule cycles = start == 0 ? shape : shape.resetNow(start, Reset.none());
      return resets.on(cycles, start, 0, options);
    }
    Schedule cycles = resets.on(shape, start + warmup, start + warmup, options);
    Schedule warmedUp =
        warmup == 0
            ? cycles
            : named(KEY, () -> new WarmUp(cycles, warmup, given.get(ScheduleProperties.WARMUP_LR)));
    return start == 0 ? warmedUp : new StartingAt(warmedUp, start);
  }

  /**
   * The plan of a run, every rate of it checked.
   *
   * @param schedule what gives the rates
   * @param startIteration the run's first iteration; 0 for a new network
   * @param iterations how many the run makes
   * @param iterationsPerEpoch what an epoch takes; 0 when unknown
   * @throws InvalidPropertyException if the run is too long, or a scale is NaN or outside 0..1
   */
  public CyclePlan plan(
      Schedule schedule, long startIteration, long iterations, long iterationsPerEpoch) {
    requireCountable(startIteration, iterations, iterationsPerEpoch);
    return named(
        KEY,
        () -> {
          CyclePlan plan = CyclePlan.of(schedule, startIteration, iterations, iterationsPerEpoch);
          schedule.checkScale(startIteration, startIteration + iterations);
          return plan;
        });
  }

  /** Refuses a number of epochs, where it is that which makes the run too long. */
  private void requireCountable(long startIteration, long iterations, long iterationsPerEpoch) {
    int epochs = conf.get(TrainingProperties.EPOCHS);
    boolean areOfEpochs = epochs == iterations / Math.max(1, iterationsPerEpoch);
    if (areOfEpochs
        && !given.has(TrainingProperties.ITERATIONS)
        && iterations > Integer.MAX_VALUE - startIteration) {
      throw InvalidPropertyException.of(
          TrainingProperties.EPOCHS.key(),
          String.valueOf(epochs),
          "with %d iterations per epoch, a run would go past iteration %d"
              .formatted(iterationsPerEpoch, Integer.MAX_VALUE));
    }
  }

  private void requireFloats() {
    RATES.forEach(rate -> requireFloat(rate.key(), given.set(rate)));
    for (int n : resets.numbers()) {
      Property<Double> baseLr = ScheduleProperties.RESET_BASE_LR;
      Property<Double> maxLr = ScheduleProperties.RESET_MAX_LR;
      requireFloat(baseLr.key(n), given.set(baseLr, n));
      requireFloat(maxLr.key(n), given.set(maxLr, n));
    }
  }

  /** Networks take the rate as a float; a larger one could only end the run. */
  private static void requireFloat(String key, Optional<Double> rate) {
    rate.filter(value -> value > Float.MAX_VALUE && Double.isFinite(value))
        .ifPresent(
            value -> {
              throw InvalidPropertyException.of(
                  key, value.toString(), "must be at most 3.4028235E38, the largest float");
            });
  }
}
