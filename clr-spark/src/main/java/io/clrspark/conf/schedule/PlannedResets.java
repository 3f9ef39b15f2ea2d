package io.clrspark.conf.schedule;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.conf.Property;
import io.clrspark.conf.PropertyValues;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.length.Length;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** The resets that numbered properties describe. */
final class PlannedResets {
  private final PropertyValues given;
  private final SortedSet<Integer> numbers;

  PlannedResets(ClrConf conf) {
    this.given = conf.values();
    this.numbers = conf.resetNumbers();
  }

  boolean areNone() {
    return numbers.isEmpty();
  }

  SortedSet<Integer> numbers() {
    return numbers;
  }

  Stream<Length> lengths() {
    return numbers.stream()
        .map(n -> given.set(ScheduleProperties.RESET_STEP_SIZE, n))
        .flatMap(Optional::stream);
  }

  /**
   * Requires that resets are numbered from 1, each with its iteration.
   *
   * @throws InvalidPropertyException naming what is missing
   */
  void requireConsecutive() {
    int expected = 1;
    for (int n : numbers) {
      String key = ScheduleProperties.RESET_AT.key(expected);
      if (!given.has(key)) {
        throw new InvalidPropertyException(
            "Missing %s: properties of reset %s are set (number the resets 1, 2, 3 ..., each with its atIteration)"
                .formatted(key, n));
      }
      expected++;
    }
  }

  /**
   * A schedule with these resets.
   *
   * @param start the global iteration after which the first reset may be
   * @param from the global iteration of the schedule's iteration 0
   * @throws InvalidPropertyException if one breaks a rule
   */
  Schedule on(Schedule schedule, long start, long from, GivenOptions options) {
    if (!areNone() && schedule.segments().isEmpty()) {
      String key = ScheduleProperties.RESET_AT.key(1);
      long at = given.set(ScheduleProperties.RESET_AT, 1).orElseThrow();
      throw InvalidPropertyException.of(key, String.valueOf(at), options.noSuchOption());
    }
    Schedule changed = schedule;
    long last = start;
    for (int n : numbers) {
      long at = given.set(ScheduleProperties.RESET_AT, n).orElseThrow();
      Schedule before = changed;
      long after = last;
      changed =
          Naming.named(
              name -> keyAt(name, n),
              () -> {
                requireAfter(at, after, n == 1 && start == 0);
                return before.resetNow(at - from, reset(n, options));
              });
      last = at;
    }
    return changed;
  }

  /**
   * @param replacesStart whether it may be at the iteration of the one before it
   */
  private static void requireAfter(long at, long last, boolean replacesStart) {
    if (at < last || (at == last && !replacesStart)) {
      String rule = "must be after the reset before it, at iteration " + last;
      throw new InvalidScheduleException("atIteration", Long.toString(at), rule);
    }
  }

  private Reset reset(int n, GivenOptions options) {
    return new Reset(
        given.set(ScheduleProperties.RESET_BASE_LR, n).orElse(null),
        given.set(ScheduleProperties.RESET_MAX_LR, n).orElse(null),
        given.set(ScheduleProperties.RESET_STEP_SIZE, n).map(options::iterations).orElse(null));
  }

  /** The key that a reset's value came from: its own, an earlier reset's, or the schedule's. */
  private String keyAt(String name, int n) {
    for (int number = n; number >= 1; number--) {
      String key = Property.PREFIX + "reset." + number + "." + name;
      if (given.has(key)) {
        return key;
      }
    }
    return Naming.KEY.apply(name);
  }
}
