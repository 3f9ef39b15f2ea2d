package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class CyclicLRTest {
  private static final double BASE = 0.001;
  private static final double MAX = 0.006;

  @Test
  void triangular_atTheCornersOfEachCycle() {
    CyclicLR schedule = CyclicLR.triangular(BASE, MAX, 2000);
    assertThat(rates(schedule, 0, 1000, 2000, 3000, 4000, 5000, 6000, 8000))
        .containsExactly(BASE, 0.0035, MAX, 0.0035, BASE, 0.0035, MAX, BASE);
  }

  @Test
  void triangular2_halvesTheAmplitudeEachCycle() {
    CyclicLR schedule = CyclicLR.triangular2(BASE, MAX, 2000);
    assertThat(rates(schedule, 0, 1000, 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000))
        .containsExactly(
            BASE, 0.0035, MAX, BASE, 0.0035, BASE, BASE + 0.00125, BASE, BASE + 0.000625);
  }

  @Test
  void expRange_shrinksTheAmplitudeButNotTheBase() {
    CyclicLR schedule = CyclicLR.expRange(1, 2, 2, 0.5);
    assertThat(rates(schedule, 0, 1, 2, 3, 4, 5, 6))
        .containsExactly(
            1, 1 + 0.5 * 0.5, 1 + 0.25, 1 + 0.5 * 0.125, 1, 1 + 0.5 / 32, 1 + 1.0 / 64);
  }

  @Test
  void stepSizeOne_alternatesBetweenTheBounds() {
    assertThat(rates(CyclicLR.triangular(BASE, MAX, 1), 0, 1, 2, 3, Integer.MAX_VALUE))
        .containsExactly(BASE, MAX, BASE, MAX, MAX);
  }

  @Test
  void equalBounds_areAConstantRate() {
    assertThat(rates(CyclicLR.triangular2(0.1, 0.1, 3), 0, 1, 2, 3, 1_000_003)).containsOnly(0.1);
  }

  @Test
  void peaks_areMaxLrExactly_whereBasePlusRangeWouldMissIt() {
    double base = 0.2;
    double max = 0.9;
    double naive = base + (max - base);
    assertThat(naive).isNotEqualTo(max);
    assertThat(CyclicLR.triangular(base, max, 3).rateAt(3)).isEqualTo(max);
    assertThat(CyclicLR.triangular(base, max, 3).rateAt(9)).isEqualTo(max);
  }

  @Test
  void triangular2_pastTheSmallestDouble_isTheBase() {
    CyclicLR schedule = CyclicLR.triangular2(0, 1, 1);
    assertThat(schedule.rateAt(2 * 1074 + 1)).isEqualTo(Double.MIN_VALUE);
    assertThat(rates(schedule, 2 * 1075 + 1, Integer.MAX_VALUE)).containsOnly(0);
  }

  @Test
  void hugeRange_doesNotLoseAScaleThatAloneWouldUnderflow() {
    assertThat(CyclicLR.triangular2(0, 0x1p1000, 1).rateAt(2 * 1100 + 1)).isEqualTo(0x1p-100);
    assertThat(CyclicLR.expRange(0, 0x1p1000, 1, 0.5).rateAt(1101)).isEqualTo(0x1p-101);
  }

  @Test
  void hugeStepSize_doesNotOverflow() {
    CyclicLR schedule = CyclicLR.triangular(0, 1, Long.MAX_VALUE);
    assertThat(schedule.rateAt(Long.MAX_VALUE)).isEqualTo(1);
    assertThat(schedule.rateAt(Long.MAX_VALUE / 2)).isEqualTo(0.5);
  }

  @Test
  void valueAt_isTheRateWhateverTheEpoch() {
    ISchedule schedule = CyclicLR.triangular(BASE, MAX, 10);
    assertThat(schedule.valueAt(5, 0)).isEqualTo(0.0035).isEqualTo(schedule.valueAt(5, 99));
    assertThat(schedule.clone()).isSameAs(schedule);
  }

  @Test
  void builder_startsWithTheOriginalsDefaults() {
    CyclicLR schedule = CyclicLR.builder().build();
    assertThat(schedule).isEqualTo(CyclicLR.triangular(0.001, 0.006, 2000));
    assertThat(schedule.gamma()).isEqualTo(1);
    assertThat(schedule.mode()).contains(Mode.TRIANGULAR);
    assertThat(schedule.scaleFn()).isEmpty();
    assertThat(schedule.scaleMode()).isEqualTo(ScaleMode.CYCLE);
    assertThat(CyclicLR.builder().mode(Mode.EXP_RANGE).build().gamma()).isEqualTo(1);
  }

  @Test
  void schedules_areEqualByValue() {
    CyclicLR schedule = CyclicLR.expRange(0, 0.1, 5, 0.9);
    assertThat(schedule)
        .isEqualTo(CyclicLR.expRange(-0.0, 0.1, 5, 0.9))
        .hasSameHashCodeAs(CyclicLR.expRange(-0.0, 0.1, 5, 0.9))
        .isNotEqualTo(CyclicLR.expRange(0.01, 0.1, 5, 0.9))
        .isNotEqualTo(CyclicLR.expRange(0, 0.2, 5, 0.9))
        .isNotEqualTo(CyclicLR.expRange(0, 0.1, 6, 0.9))
        .isNotEqualTo(CyclicLR.expRange(0, 0.1, 5, 0.8))
        .isNotEqualTo(CyclicLR.triangular(0, 0.1, 5))
        .isNotEqualTo(schedule.reset(7));
    assertThat(custom("1/x")).isEqualTo(custom(" 1/x ")).isNotEqualTo(custom("1/ x"));
  }

  @Test
  void toString_saysEverythingThatCounts() {
    assertThat(CyclicLR.expRange(0.0001, 1, 5, 0.99))
        .hasToString("CyclicLR(baseLr=0.0001, maxLr=1, stepSize=5, mode=exp_range, gamma=0.99)");
    assertThat(custom("1/x").reset(7, Reset.none().stepSize(9)))
        .hasToString(
            "CyclicLR(baseLr=0.001, maxLr=0.006, stepSize=2000, scaleFn=1/x, scaleMode=cycle,"
                + " resets=[atIteration=7, baseLr=0.001, maxLr=0.006, stepSize=9])");
    assertThat(CyclicLR.builder().scaleFn(x -> 1 / x).build())
        .hasToString(
            "CyclicLR(baseLr=0.001, maxLr=0.006, stepSize=2000, scaleFn=a function (not saveable as"
                + " JSON), scaleMode=cycle)");
  }

  private static CyclicLR custom(String expression) {
    return CyclicLR.builder().scaleFn(expression).build();
  }

  private static double[] rates(CyclicLR schedule, long... iterations) {
    return java.util.Arrays.stream(iterations).mapToDouble(schedule::rateAt).toArray();
  }
}
