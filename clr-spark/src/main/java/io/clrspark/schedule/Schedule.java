package io.clrspark.schedule;

import io.clrspark.ClrException;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate as a pure function of the global iteration. {@link CyclicLR} is one; the package
 * {@code io.clrspark.schedule.shape} has others.
 *
 * <p>Implementations are immutable final classes, not records, because Spark's Kryo sends them.
 * They are equal by value. The rate is the value of a formula in exact arithmetic, to 1e-15
 * relative (2 units in the last place more where a power, a sine or a function of the user enters),
 * and it is exactly the bound where the formula reaches one. There is a rate for every iteration:
 * where a formula ends, its last rate stays.
 */
public interface Schedule extends ISchedule {

  /**
   * The rate of a global iteration.
   *
   * @param iteration zero-based
   * @throws InvalidScheduleException if the iteration is negative
   */
  double rateAt(long iteration);

  /** {@link #rateAt} for DL4J; the epoch does not matter. */
  @Override
  default double valueAt(int iteration, int epoch) {
    return rateAt(iteration);
  }

  /** What properties call it, such as {@code cyclic}. */
  String name();

  /** No rate is below it. */
  double lowestRate();

  /** No rate is above it. */
  double highestRate();

  /**
   * The cycle or phase that an iteration is in.
   *
   * @throws InvalidScheduleException if the iteration is negative
   */
  Phase phaseAt(long iteration);

  /** Why this schedule cannot be written as JSON or YAML, or empty when it can. */
  default Optional<String> notSaveable() {
    return Optional.empty();
  }

  /**
   * Evaluates a custom scale for every iteration from {@code fromIteration} (inclusive) to {@code
   * toIteration} (exclusive). A schedule without one needs no check.
   *
   * @throws InvalidScheduleException if a scale is NaN or outside 0..1
   */
  default void checkScale(long fromIteration, long toIteration) {}

  /**
   * The cycles that {@link #resetNow} changes, from each reset to the next, by global iteration;
   * empty where resets make no sense.
   */
  default List<CycleSegment> segments() {
    return List.of();
  }

  /**
   * This schedule with a fresh cycle from a global iteration on, which takes the place of a reset
   * there.
   *
   * @throws InvalidScheduleException if the bounds that result break a rule
   * @throws ClrException if the schedule has no {@link #segments()}
   */
  default Schedule resetNow(long at, Reset changes) {
    throw new ClrException(
        "Cannot reset the schedule: %s has no cycles. Train with a CyclicLR."
            .formatted(getClass().getSimpleName()));
  }

  /** Itself: it cannot change. */
  @Override
  Schedule clone();
}
