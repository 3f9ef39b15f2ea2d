package io.clrspark.conf;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.StepSize;
import io.clrspark.schedule.plan.CyclePlan;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The schedule that properties describe; only what was set counts, so a default never clashes. */
public final class ScheduleConf {
  private static final UnaryOperator<String> KEY = Property.PREFIX::concat;

  private final ClrConf conf;
  private final PropertyValues given;
  private final CyclicLR checked;

  private ScheduleConf(ClrConf conf) {
    this.conf = conf;
    this.given = conf.values();
    requireConsecutive();
    requireFloats();
    this.checked = build(1, 0);
  }

  /**
   * Checks all that can be checked before the size of an epoch is known.
   *
   * @throws InvalidPropertyException if a value, or two together, break a rule
   */
  public static ScheduleConf of(ClrConf conf) {
    return new ScheduleConf(conf);
  }

  /** Whether any property of the schedule is set. */
  public boolean isSet() {
    return ScheduleProperties.ALL.stream().anyMatch(given::has) || !conf.resetNumbers().isEmpty();
  }

  /** Whether a stepSize is in epochs, so that the schedule depends on the data. */
  public boolean inEpochs() {
    Stream<Optional<StepSize>> ofResets =
        conf.resetNumbers().stream().map(n -> given.set(ScheduleProperties.RESET_STEP_SIZE, n));
    return Stream.concat(Stream.of(given.set(ScheduleProperties.STEP_SIZE)), ofResets)
        .flatMap(Optional::stream)
        .anyMatch(StepSize::inEpochs);
  }

  /**
   * The schedule.
   *
   * @param iterationsPerEpoch what an epoch takes; looked at for a stepSize in epochs only
   * @param startIteration where the first cycle starts; 0 for a new network
   * @throws InvalidPropertyException if a value, or two together, break a rule
   */
  public CyclicLR schedule(long iterationsPerEpoch, long startIteration) {
    return startIteration == 0 && !inEpochs() ? checked : build(iterationsPerEpoch, startIteration);
  }

  private CyclicLR build(long iterationsPerEpoch, long startIteration) {
    CyclicLR base = named(KEY, () -> base(iterationsPerEpoch));
    CyclicLR schedule = startIteration == 0 ? base : base.reset(startIteration);
    for (int n : conf.resetNumbers()) {
      CyclicLR before = schedule;
      schedule = named(name -> keyAt(name, n), () -> reset(before, n, iterationsPerEpoch));
    }
    return schedule;
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
      CyclicLR schedule, long startIteration, long iterations, long iterationsPerEpoch) {
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

  private CyclicLR base(long iterationsPerEpoch) {
    CyclicLRBuilder builder = CyclicLR.builder();
    given
        .set(ScheduleProperties.STEP_SIZE)
        .ifPresent(step -> builder.stepSize(step.iterations(iterationsPerEpoch)));
    given.set(ScheduleProperties.BASE_LR).ifPresent(builder::baseLr);
    given.set(ScheduleProperties.MAX_LR).ifPresent(builder::maxLr);
    given.set(ScheduleProperties.MODE).ifPresent(builder::mode);
    given.set(ScheduleProperties.GAMMA).ifPresent(builder::gamma);
    given.set(ScheduleProperties.SCALE_FN).ifPresent(builder::scaleFn);
    given.set(ScheduleProperties.SCALE_MODE).ifPresent(builder::scaleMode);
    return builder.build();
  }

  private CyclicLR reset(CyclicLR before, int n, long iterationsPerEpoch) {
    Reset reset =
        new Reset(
            given.set(ScheduleProperties.RESET_BASE_LR, n).orElse(null),
            given.set(ScheduleProperties.RESET_MAX_LR, n).orElse(null),
            given
                .set(ScheduleProperties.RESET_STEP_SIZE, n)
                .map(step -> step.iterations(iterationsPerEpoch))
                .orElse(null));
    return before.reset(given.set(ScheduleProperties.RESET_AT, n).orElseThrow(), reset);
  }

  private void requireConsecutive() {
    int expected = 1;
    for (int n : conf.resetNumbers()) {
      String key = ScheduleProperties.RESET_AT.key(expected);
      if (!given.has(key)) {
        throw new InvalidPropertyException(
            "Missing %s: properties of reset %s are set (number the resets 1, 2, 3 ..., each with its atIteration)"
                .formatted(key, n));
      }
      expected++;
    }
  }

  private void requireFloats() {
    requireFloat(ScheduleProperties.BASE_LR.key(), given.set(ScheduleProperties.BASE_LR));
    requireFloat(ScheduleProperties.MAX_LR.key(), given.set(ScheduleProperties.MAX_LR));
    for (int n : conf.resetNumbers()) {
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

  /** The key that a reset's value came from: its own, an earlier reset's, or the schedule's. */
  private String keyAt(String name, int n) {
    for (int number = n; number >= 1; number--) {
      String key = Property.PREFIX + "reset." + number + "." + name;
      if (given.has(key)) {
        return key;
      }
    }
    return KEY.apply(name);
  }

  private static <T> T named(UnaryOperator<String> naming, Supplier<T> part) {
    try {
      return part.get();
    } catch (InvalidScheduleException e) {
      throw new InvalidPropertyException(e.messageWith(naming), e);
    }
  }
}
