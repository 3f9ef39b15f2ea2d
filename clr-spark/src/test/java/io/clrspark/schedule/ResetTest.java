package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResetTest {
  private static final CyclicLR SCHEDULE = CyclicLR.triangular2(0.001, 0.006, 100);

  @Test
  void reset_restartsTheCycleAndTheScaling() {
    CyclicLR reset = SCHEDULE.reset(250);
    assertThat(reset.rateAt(249)).isEqualTo(SCHEDULE.rateAt(249));
    assertThat(reset.rateAt(250)).isEqualTo(0.001);
    assertThat(reset.rateAt(350)).isEqualTo(0.006);
    assertThat(SCHEDULE.rateAt(300)).isEqualTo(0.0035);
  }

  @Test
  void reset_changesWhatIsGivenAndKeepsTheRest() {
    CyclicLR reset = SCHEDULE.reset(250, Reset.none().maxLr(0.003).stepSize(10));
    assertThat(reset.resets()).containsExactly(new CycleSegment(250, 0.001, 0.003, 10, null));
    assertThat(reset.rateAt(260)).isEqualTo(0.003);
    CyclicLR again = reset.reset(300, Reset.none().baseLr(0.002));
    assertThat(again.resets()).element(1).isEqualTo(new CycleSegment(300, 0.002, 0.003, 10, null));
    assertThat(again.baseLr()).isEqualTo(0.001);
    assertThat(again.maxLr()).isEqualTo(0.006);
    assertThat(again.stepSize()).isEqualTo(100);
  }

  @Test
  void scaleFunctions_getTheIterationsSinceTheReset() {
    CyclicLR schedule =
        CyclicLR.builder()
            .baseLr(0)
            .maxLr(1)
            .stepSize(1)
            .scaleFn("1/(1+x)")
            .scaleMode(ScaleMode.ITERATIONS)
            .build();
    assertThat(schedule.rateAt(11)).isEqualTo(1 / 12.0);
    assertThat(schedule.reset(10).rateAt(11)).isEqualTo(0.5);
  }

  @Test
  void resetAtZero_replacesTheStart() {
    assertThat(SCHEDULE.reset(0, Reset.none().maxLr(0.1)))
        .isEqualTo(CyclicLR.triangular2(0.001, 0.1, 100));
  }

  @Test
  void resetsThatOverlapOrAreNegative_areErrors() {
    CyclicLR reset = SCHEDULE.reset(250);
    assertThatThrownBy(() -> reset.reset(250))
        .hasMessage(
            "Invalid atIteration: 250 (must be after the reset before it, at iteration 250)");
    assertThatThrownBy(() -> reset.reset(0))
        .hasMessage("Invalid atIteration: 0 (must be after the reset before it, at iteration 250)");
    assertThatThrownBy(() -> SCHEDULE.reset(-1))
        .hasMessage("Invalid atIteration: -1 (must be >= 0)");
  }

  static Stream<Arguments> wrongBounds() {
    return Stream.of(
        argumentSet(
            "a maximum below the base",
            Reset.none().maxLr(0.0001),
            "Invalid maxLr: 0.0001 (must be >= baseLr = 0.001)"),
        argumentSet(
            "a base above the maximum",
            Reset.none().baseLr(0.01),
            "Invalid baseLr: 0.01 (must be <= maxLr = 0.006)"),
        argumentSet("no step", Reset.none().stepSize(0), "Invalid stepSize: 0 (must be >= 1)"),
        argumentSet(
            "a base that is no number",
            Reset.none().baseLr(Double.NaN),
            "Invalid baseLr: NaN (must be a finite number >= 0)"));
  }

  @ParameterizedTest
  @MethodSource("wrongBounds")
  void newBounds_areCheckedLikeTheFirst(Reset reset, String message) {
    assertThatThrownBy(() -> SCHEDULE.reset(5, reset)).hasMessage(message);
  }

  @Test
  void resets_areEqualByValue() {
    Reset reset = Reset.none().baseLr(0.5).maxLr(0.0001).stepSize(7);
    assertThat(reset)
        .isEqualTo(Reset.none().stepSize(7).maxLr(0.0001).baseLr(0.5))
        .isNotEqualTo(Reset.none())
        .hasToString("Reset(baseLr=0.5, maxLr=0.0001, stepSize=7)");
    assertThat(Reset.none().maxLr()).isNull();
    assertThat(reset.maxLr()).isEqualTo(0.0001);
  }
}
