package io.clrspark.schedule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Following a suggestion really gives a run whose next rate would be the base rate. */
class CyclePlanPropertyTest {

  @Property
  void suggestedIterations_areTheNearestThatEndAtTheBase(
      @ForAll @IntRange(min = 1, max = 300) int stepSize,
      @ForAll @IntRange(min = 0, max = 5000) int start,
      @ForAll @IntRange(min = 1, max = 5000) int iterations) {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, stepSize);
    CyclePlan plan = CyclePlan.of(schedule, start, iterations, 0);
    for (long nearest : plan.nearestIterations()) {
      assertThat(schedule.rateAt(start + nearest)).isEqualTo(0.001);
      assertThat(nearest).isPositive();
      assertThat(Math.abs(nearest - iterations)).isLessThanOrEqualTo(2L * stepSize);
    }
    boolean atBase = schedule.rateAt(start + (long) iterations) == 0.001;
    assertThat(plan.endsAtBase()).isEqualTo(atBase);
    assertThat(plan.nearestIterations()).isNotEmpty();
  }

  @Property
  void suggestedEpochs_endAtTheBase_andNoneBetweenThemDoes(
      @ForAll @IntRange(min = 1, max = 60) int stepSize,
      @ForAll @IntRange(min = 1, max = 60) int perEpoch,
      @ForAll @IntRange(min = 1, max = 40) int epochs) {
    CyclicLR schedule = CyclicLR.triangular2(0.001, 0.006, stepSize);
    CyclePlan plan = CyclePlan.of(schedule, 0, (long) epochs * perEpoch, perEpoch);
    for (long e = 1; e <= 2L * epochs; e++) {
      boolean atBase = CyclePlan.of(schedule, 0, e * perEpoch, 0).endsAtBase();
      if (plan.nearestEpochs().contains(e)) {
        assertThat(atBase).isTrue();
      } else if (atBase) {
        long other = e;
        assertThat(plan.nearestEpochs())
            .anyMatch(
                n ->
                    n <= epochs == other <= epochs
                        && distance(n, epochs) < distance(other, epochs));
      }
    }
  }

  @Property
  void suggestedStepSizes_endAtTheBase_evenAfterAReset(
      @ForAll @IntRange(min = 1, max = 300) int stepSize,
      @ForAll @IntRange(min = 1, max = 3000) int reset,
      @ForAll @IntRange(min = 1, max = 3000) int more) {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, 77);
    long end = (long) reset + more;
    CyclicLR planned = schedule.reset(reset, Reset.none().stepSize(stepSize));
    for (long suggested : CyclePlan.of(planned, 0, end, 0).nearestStepSizes()) {
      CyclicLR followed = schedule.reset(reset, Reset.none().stepSize(suggested));
      assertThat(CyclePlan.of(followed, 0, end, 0).endsAtBase()).isTrue();
      assertThat(followed.rateAt(end)).isEqualTo(0.001);
      assertThat(2 * suggested).isBetween((long) stepSize, 4L * stepSize);
    }
  }

  @Property
  void adviceNeverLeavesTheLastResetOut_norReachesTheNext(
      @ForAll @IntRange(min = 1, max = 100) int stepSize,
      @ForAll @IntRange(min = 1, max = 1000) int first,
      @ForAll @IntRange(min = 1, max = 500) int gap,
      @ForAll @IntRange(min = 1, max = 500) int into) {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, stepSize).reset(first);
    CyclicLR both = schedule.reset((long) first + gap);
    long iterations = (long) first + Math.min(into, gap);
    CyclePlan plan = CyclePlan.of(both, 0, iterations, 7);
    assertThat(plan.nearestIterations()).allMatch(n -> n > first && n <= first + gap);
    assertThat(plan.nearestEpochs()).allMatch(e -> e * 7 > first && e * 7 <= first + gap);
    assertThat(plan.nearestIterations()).allMatch(n -> CyclePlan.of(both, 0, n, 0).endsAtBase());
  }

  private static long distance(long a, long b) {
    return Math.abs(a - b);
  }
}
