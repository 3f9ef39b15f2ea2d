package io.clrspark.schedule.plan;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.Schedule;
import java.util.List;

/**
 * Tells before a run which cycles and phases it has, whether it ends where the schedule ends, and,
 * for cycles, which lengths or step sizes would end at the base rate.
 *
 * <p>The best accuracies come from ending with the base rate (Smith, arXiv 1506.01186, section
 * 3.2). A run of N iterations from {@code startIteration} has the rates of {@code startIteration}
 * to {@code startIteration + N - 1}; it ends at the base rate when it completes a cycle, so that
 * the next rate would be baseLr. After resets the cycles since the last one decide.
 */
public abstract sealed class CyclePlan permits CyclesPlan, PhasesPlan {

  CyclePlan() {}

  /**
   * The plan of a run.
   *
   * @param schedule what gives the rates
   * @param startIteration the run's first global iteration, zero-based
   * @param iterations how many the run makes
   * @param iterationsPerEpoch iterations per epoch of the data; 0 when unknown
   * @throws InvalidScheduleException if startIteration or iterationsPerEpoch is negative,
   *     iterations below 1, or the run goes past iteration 2^31 - 1
   */
  public static CyclePlan of(
      Schedule schedule, long startIteration, long iterations, long iterationsPerEpoch) {
    Rules.notNegative("startIteration", startIteration);
    Rules.notNegative("iterationsPerEpoch", iterationsPerEpoch);
    if (iterations < 1 || iterations > PlannedRun.MAX_END - startIteration) {
      String rule = iterations < 1 ? "must be >= 1" : "a run must not go past iteration 2147483647";
      throw new InvalidScheduleException("iterations", Long.toString(iterations), rule);
    }
    long end = startIteration + iterations;
    return schedule instanceof CyclicLR cyclic
        ? new CyclesPlan(new PlannedRun(cyclic, startIteration, end), iterationsPerEpoch)
        : new PhasesPlan(schedule, startIteration, end);
  }

  /** The number of cycles; 2.5 is two cycles and a rising half. A constant rate makes none. */
  public abstract double cycles();

  /** Whether the run completes its last cycle or phase; a constant rate always does. */
  public abstract boolean endsAtBase();

  /**
   * Whether the run is at most the first half of a cycle: a range test by the triangular policy.
   */
  public boolean isRangeTest() {
    return false;
  }

  /**
   * The nearest numbers of iterations with which the run ends at the base rate, ascending; empty
   * for a schedule that is not all cycles.
   */
  public List<Long> nearestIterations() {
    return List.of();
  }

  /**
   * The nearest numbers of whole epochs with which the run ends at the base rate, ascending; empty
   * where there are none up to twice the length, the iterations of an epoch are unknown, or the
   * schedule is not all cycles.
   */
  public List<Long> nearestEpochs() {
    return List.of();
  }

  /**
   * The nearest step sizes (of the last reset, if there is one) with which the run ends at the base
   * rate, ascending; empty where none lies between half and twice the present one, where the halves
   * of a cycle differ, and for a schedule that is not all cycles.
   */
  public List<Long> nearestStepSizes() {
    return List.of();
  }

  /** The run in a sentence or two. */
  public abstract String summary();

  /**
   * Warnings of what the user may not have meant: the run does not end at a cycle's end, has fewer
   * than 3 cycles, or shrinks the amplitude under 1% before its last tenth; or it ends within a
   * phase, or goes on after the schedule's end. Empty for a range test and for a constant rate.
   *
   * @throws InvalidScheduleException if a custom scale is NaN or outside 0..1
   */
  public abstract List<String> warnings();

  @Override
  public String toString() {
    return summary();
  }
}
