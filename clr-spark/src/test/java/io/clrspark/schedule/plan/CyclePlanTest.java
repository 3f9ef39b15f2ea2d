package io.clrspark.schedule.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.schedule.shape.Cooldown;
import io.clrspark.schedule.shape.OneCycle;
import io.clrspark.schedule.shape.WarmUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CyclePlanTest {
  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.006, 1000);

  @Test
  void wholeCycles_endAtTheBaseAndNeedNoWarning() {
    CyclePlan plan = CyclePlan.of(SCHEDULE, 0, 8000, 100);
    assertThat(plan.cycles()).isEqualTo(4);
    assertThat(plan.endsAtBase()).isTrue();
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo("4 cycles in 8000 iterations (stepSize 1000), ending at the base rate 0.001.");
  }

  @Test
  void partOfACycle_warnsAndNamesWhatEndsAtTheBase() {
    CyclePlan plan = CyclePlan.of(SCHEDULE, 0, 9000, 500);
    assertThat(plan.cycles()).isEqualTo(4.5);
    assertThat(plan.endsAtBase()).isFalse();
    assertThat(plan.nearestIterations()).containsExactly(8000L, 10_000L);
    assertThat(plan.nearestEpochs()).containsExactly(16L, 20L);
    assertThat(plan.nearestStepSizes()).containsExactly(900L, 1125L);
    assertThat(plan.summary())
        .isEqualTo(
            "4.5 cycles in 9000 iterations (stepSize 1000), not ending at the base rate 0.001.");
    assertThat(plan.warnings())
        .containsExactly(
            "The run does not end at the base rate but at 0.005995. The best accuracies come from"
                + " ending with the base rate: use 8000 or 10000 iterations, or 16 or 20 epochs, or a"
                + " stepSize of 900 or 1125.");
  }

  @Test
  void aRunOneIterationShort_doesNotEndAtTheBase() {
    CyclePlan plan = CyclePlan.of(SCHEDULE, 0, 7999, 0);
    assertThat(plan.endsAtBase()).isFalse();
    assertThat(plan.nearestIterations()).containsExactly(6000L, 8000L);
    assertThat(plan.nearestEpochs()).isEmpty();
    assertThat(plan.nearestStepSizes()).isEmpty();
    assertThat(plan.warnings())
        .containsExactly(
            "The run does not end at the base rate but at 0.00101. The best accuracies come from"
                + " ending with the base rate: use 6000 or 8000 iterations.");
  }

  @Test
  void fewerThanThreeCycles_warn() {
    assertThat(CyclePlan.of(SCHEDULE, 0, 4000, 100).warnings())
        .containsExactly(
            "The run makes only 2 cycles. The paper advises at least 3: use a stepSize of at most"
                + " 666.");
    assertThat(CyclePlan.of(SCHEDULE, 0, 6000, 100).warnings()).isEmpty();
    assertThat(CyclePlan.of(SCHEDULE, 0, 1001, 100).warnings()).hasSize(2);
  }

  @Test
  void aRisingHalf_isARangeTestAndNoReasonToWarn() {
    CyclePlan plan = CyclePlan.of(SCHEDULE, 0, 1000, 100);
    assertThat(plan.isRangeTest()).isTrue();
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo(
            "One rising half cycle of 1000 iterations from 0.001 to 0.005995, a range test by the"
                + " triangular policy.");
    assertThat(CyclePlan.of(SCHEDULE, 0, 1001, 100).isRangeTest()).isFalse();
    assertThat(CyclePlan.of(SCHEDULE, 500, 500, 100).isRangeTest()).isFalse();
    assertThat(CyclePlan.of(SCHEDULE.reset(500), 0, 900, 100).isRangeTest()).isFalse();
  }

  @Test
  void constantRate_needsNoWarning() {
    CyclePlan plan = CyclePlan.of(CyclicLR.triangular(0.1, 0.1, 1000), 0, 17, 5);
    assertThat(plan.endsAtBase()).isTrue();
    assertThat(plan.isRangeTest()).isFalse();
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo("No cycles: the rate is constant, because maxLr equals baseLr.");
  }

  @Test
  void amplitudeUnderOnePercentBeforeTheLastTenth_warns() {
    CyclicLR halving = CyclicLR.triangular2(0.001, 0.006, 10);
    String warning =
        "The amplitude is under 1%% of maxLr - baseLr before the run's last tenth (iteration %d):"
            + " the rate hardly cycles any more.";
    assertThat(CyclePlan.of(halving, 0, 180, 0).warnings()).containsExactly(warning.formatted(162));
    // The eighth cycle, the first under 1%, begins within the last tenth or right before it.
    assertThat(CyclePlan.of(halving, 0, 140, 0).warnings()).isEmpty();
    assertThat(CyclePlan.of(CyclicLR.expRange(0, 1, 50, 0.99), 0, 500, 0).warnings()).isEmpty();
    assertThat(CyclePlan.of(CyclicLR.expRange(0, 1, 50, 0.99), 0, 600, 0).warnings())
        .containsExactly(warning.formatted(540));
  }

  @Test
  void amplitudeThatVanishedBeforeAReset_warnsToo_butNotOneThatComesBack() {
    CyclicLR halving = CyclicLR.triangular2(0.001, 0.006, 10);
    assertThat(CyclePlan.of(halving.reset(380), 0, 400, 0).warnings()).hasSize(1);
    assertThat(CyclePlan.of(halving.reset(100), 0, 200, 0).warnings()).isEmpty();
    CyclicLR sine = CyclicLR.builder().stepSize(10).scaleFn("0.5*(1+sin(x*pi/2))").build();
    assertThat(CyclePlan.of(sine, 0, 160, 0).warnings()).isEmpty();
  }

  @Test
  void afterAReset_itsOwnCyclesDecideHowTheRunEnds() {
    CyclicLR reset = SCHEDULE.reset(3000, Reset.none().baseLr(0.002).stepSize(500));
    CyclePlan plan = CyclePlan.of(reset, 0, 6000, 0);
    assertThat(plan.cycles()).isEqualTo(4.5);
    assertThat(plan.endsAtBase()).isTrue();
    assertThat(plan.summary())
        .isEqualTo("4.5 cycles in 6000 iterations (1 reset), ending at the base rate 0.002.");
    assertThat(CyclePlan.of(reset, 0, 3000, 0).endsAtBase()).isFalse();
    assertThat(CyclePlan.of(reset, 0, 3000, 0).nearestIterations()).containsExactly(2000L);
    assertThat(CyclePlan.of(reset, 0, 3400, 0).nearestIterations()).containsExactly(4000L);
  }

  @Test
  void aResumedRun_countsFromItsStart() {
    CyclePlan plan = CyclePlan.of(SCHEDULE, 7000, 4000, 1000);
    assertThat(plan.cycles()).isEqualTo(2);
    assertThat(plan.endsAtBase()).isFalse();
    assertThat(plan.nearestIterations()).containsExactly(3000L, 5000L);
    assertThat(plan.nearestEpochs()).containsExactly(3L, 5L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 0 | Invalid iterations: 0 (must be >= 1)",
        "-1 | 1 | 0 | Invalid startIteration: -1 (must be >= 0)",
        "0 | 1 | -1 | Invalid iterationsPerEpoch: -1 (must be >= 0)",
        "1 | 2147483648 | 0 | Invalid iterations: 2147483648 (a run must not go past iteration 2147483647)"
      })
  void impossibleRun_isAnError(int start, long iterations, int perEpoch, String message) {
    assertThatThrownBy(() -> CyclePlan.of(SCHEDULE, start, iterations, perEpoch))
        .hasMessage(message);
  }

  @Test
  void longestRun_isPossible() {
    assertThat(CyclePlan.of(SCHEDULE, 0, 1L << 31, 1).warnings()).hasSize(1);
  }

  @Test
  void runWhoseLastRateIsTheBaseRate_isNotToldToEndElsewhere() {
    CyclicLR schedule = CyclicLR.triangular(0.0005, 0.008, 3);
    CyclePlan oneMore = CyclePlan.of(schedule, 0, 19, 0);
    assertThat(oneMore.summary()).endsWith(", ending at the base rate 0.0005.");
    assertThat(oneMore.warnings()).isEmpty();
    CyclicLR vanishing = CyclicLR.expRange(0.0005, 0.008, 2, 0.1);
    assertThat(CyclePlan.of(vanishing, 0, 18, 0).warnings())
        .hasSize(1)
        .allMatch(warning -> warning.startsWith("The amplitude is under 1%"));
  }

  @Test
  void constantRate_makesNoCycles() {
    assertThat(CyclePlan.of(CyclicLR.triangular(0.1, 0.1, 3), 0, 18, 0).cycles()).isZero();
  }

  @Test
  void phases_areNamedWithWhereTheyBegin() {
    CyclePlan plan = CyclePlan.of(OneCycle.of(0.1, 1000), 0, 1000, 100);
    assertThat(plan.summary())
        .isEqualTo(
            "one-cycle in 1000 iterations: rise from iteration 0 (rate 0.004), fall from iteration 300"
                + " (rate 0.0999995). The last rate is 0.0000004.");
    assertThat(plan.endsAtBase()).isTrue();
    assertThat(plan.cycles()).isZero();
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.nearestIterations()).isEmpty();
  }

  @Test
  void runThatIsNotAsLongAsItsSchedule_warns() {
    assertThat(CyclePlan.of(OneCycle.of(0.1, 1000), 0, 900, 0).warnings())
        .containsExactly(
            "The run ends at iteration 899, within a phase (fall) that goes on to iteration 999: its"
                + " last rate is 0.00495194.");
    assertThat(CyclePlan.of(OneCycle.of(0.1, 1000), 0, 1100, 0).warnings())
        .containsExactly(
            "The schedule ends before the run: from iteration 1000 on, the rate stays 0.0000004.");
  }

  @Test
  void cyclesBetweenPhases_areCounted() {
    Schedule schedule =
        new Cooldown(new WarmUp(SCHEDULE, 500, 0), 6500, 1500, 0.00001, Curve.LINEAR);
    CyclePlan plan = CyclePlan.of(schedule, 0, 8000, 0);
    assertThat(plan.cycles()).isEqualTo(3);
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo(
            "cyclic in 8000 iterations: warm-up from iteration 0 (rate 0), 3 cycles from iteration 500"
                + " (rate 0.001), cooldown from iteration 6500 (rate 0.001). The last rate is"
                + " 0.00001066.");
  }

  @Test
  void cycleThatTheCooldownCutsShort_countsInPart() {
    Schedule schedule = new Cooldown(SCHEDULE, 5000, 500, 0, Curve.LINEAR);
    assertThat(CyclePlan.of(schedule, 0, 5500, 0).cycles()).isEqualTo(2.5);
    assertThat(CyclePlan.of(schedule, 1000, 3000, 0).cycles()).isEqualTo(1.5);
  }

  @Test
  void unequalHalves_endAtTheBaseAfterWholeCycles() {
    CyclicLR schedule = CyclicLR.builder().stepSize(300).stepSizeDown(700).build();
    CyclePlan plan = CyclePlan.of(schedule, 0, 3500, 0);
    assertThat(plan.cycles()).isEqualTo(3.5);
    assertThat(plan.nearestIterations()).containsExactly(3000L, 4000L);
    assertThat(plan.nearestStepSizes()).isEmpty();
    assertThat(plan.summary())
        .isEqualTo(
            "3.5 cycles in 3500 iterations (stepSize 300, stepSizeDown 700), not ending at the base"
                + " rate 0.001.");
    assertThat(CyclePlan.of(schedule, 0, 4000, 0).endsAtBase()).isTrue();
  }
}
