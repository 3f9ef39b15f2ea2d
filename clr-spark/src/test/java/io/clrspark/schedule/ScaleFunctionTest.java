package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleFunctionTest {

  @Test
  void byCycle_sineOfTheOriginal() {
    CyclicLR schedule = custom(0.001, 0.006, 2000).scaleFn("0.5*(1+sin(x*pi/2))").build();
    assertThat(schedule.rateAt(2000)).isEqualTo(0.006);
    assertThat(schedule.rateAt(6000)).isCloseTo(0.0035, within(1e-17));
    assertThat(schedule.rateAt(10_000)).isEqualTo(0.001);
    assertThat(schedule.rateAt(14_000)).isCloseTo(0.0035, within(1e-17));
  }

  @Test
  void byIterations_powerOfTheOriginal() {
    CyclicLR schedule =
        custom(0.001, 0.006, 2000)
            .scaleFn("1/(5^(x*0.0001))")
            .scaleMode(ScaleMode.ITERATIONS)
            .build();
    assertThat(schedule.rateAt(0)).isEqualTo(0.001);
    assertThat(schedule.rateAt(2000)).isCloseTo(0.001 + 0.005 / Math.pow(5, 0.2), within(1e-18));
    assertThat(schedule.rateAt(1000)).isCloseTo(0.001 + 0.0025 / Math.pow(5, 0.1), within(1e-18));
  }

  @Test
  void scaleARoundingErrorBelowZero_givesNoNegativeRate() {
    assertThat(custom(0, 1, 7).scaleFn("0*x-1e-13").build().rateAt(3)).isZero();
  }

  @Test
  void lambda_givesTheSameRatesAsTheExpression() {
    CyclicLR lambda =
        custom(0, 1, 7).scaleFn(x -> 0.5 * (1 + StrictMath.sin(x * Math.PI / 2))).build();
    CyclicLR expression = custom(0, 1, 7).scaleFn("0.5*(1+sin(x*pi/2))").build();
    for (int i = 0; i < 1000; i++) {
      assertThat(lambda.rateAt(i)).isEqualTo(expression.rateAt(i));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-12, 0, 0.5, 1, 1 + 1e-12})
  void scaleWithinTheTolerance_isUsedAsGiven(double scale) {
    CyclicLR schedule = custom(1, 2, 1).scaleFn(x -> scale).build();
    assertThat(schedule.rateAt(1)).isEqualTo(1 + scale);
  }

  @Test
  void scaleOutside_isAnErrorThatNamesXAndTheValue() {
    assertThatThrownBy(() -> custom(1, 2, 1).scaleFn("x/2").build().rateAt(5))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage("Invalid scaleFn: x/2 (must be within 0 and 1, but is 1.5 for x = 3)");
    assertThatThrownBy(() -> custom(1, 2, 1).scaleFn("-0.0001*x").build().rateAt(0))
        .hasMessage(
            "Invalid scaleFn: -0.0001*x (must be within 0 and 1, but is -0.0001 for x = 1)");
    assertThatThrownBy(() -> custom(1, 2, 1).scaleFn(x -> 1 + 1.1e-12).build().rateAt(1))
        .hasMessageStartingWith(
            "Invalid scaleFn: a function (must be within 0 and 1, but is 1.0000");
  }

  @Test
  void scaleThatIsNoNumber_isAnError() {
    assertThatThrownBy(() -> custom(1, 2, 1).scaleFn("sqrt(0-x)").build().rateAt(0))
        .hasMessage("Invalid scaleFn: sqrt(0-x) (must be within 0 and 1, but is NaN for x = 1)");
    assertThatThrownBy(() -> custom(1, 2, 1).scaleFn("9^9^9^9^9").build().rateAt(0))
        .hasMessage(
            "Invalid scaleFn: 9^9^9^9^9 (must be within 0 and 1, but is Infinity for x = 1)");
  }

  @Test
  void checkScale_byCycle_looksAtEachCycleOnce() {
    List<Double> seen = new ArrayList<>();
    CyclicLR schedule = custom(1, 2, 10).scaleFn(x -> record(seen, x)).build();
    schedule.checkScale(5, 61);
    assertThat(seen).containsExactly(1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void checkScale_byIterations_looksAtEachIterationSinceTheLastReset() {
    List<Double> seen = new ArrayList<>();
    CyclicLR schedule =
        custom(1, 2, 10).scaleFn(x -> record(seen, x)).scaleMode(ScaleMode.ITERATIONS).build();
    schedule.reset(7).reset(9).checkScale(5, 12);
    assertThat(seen).containsExactly(5.0, 6.0, 0.0, 1.0, 0.0, 1.0, 2.0);
  }

  @Test
  void checkScale_failsOnlyForWhatTheRunMeets() {
    CyclicLR schedule = custom(1, 2, 10).scaleFn("if(x < 4, 1, 2)").build();
    assertThatCode(() -> schedule.checkScale(0, 60)).doesNotThrowAnyException();
    assertThatThrownBy(() -> schedule.checkScale(0, 61))
        .hasMessage(
            "Invalid scaleFn: if(x < 4, 1, 2) (must be within 0 and 1, but is 2 for x = 4)");
    assertThatCode(() -> CyclicLR.triangular(0, 1, 1).checkScale(0, 1L << 31))
        .doesNotThrowAnyException();
  }

  @Test
  void notSaveable_isSaidOfFunctionsInCodeOnly() {
    assertThat(CyclicLR.triangular(0, 1, 1).notSaveable()).isEmpty();
    assertThat(custom(0, 1, 1).scaleFn("1/x").build().notSaveable()).isEmpty();
    assertThat(custom(0, 1, 1).scaleFn(x -> 1 / x).build().notSaveable())
        .contains(
            "a scaleFn given as a function in code cannot be written as JSON. Give it as an"
                + " expression in x, such as scaleFn(\"0.5*(1+sin(x*pi/2))\")");
  }

  private static double record(List<Double> seen, double x) {
    seen.add(x);
    return 1;
  }

  private static CyclicLRBuilder custom(double baseLr, double maxLr, long stepSize) {
    return CyclicLR.builder().baseLr(baseLr).maxLr(maxLr).stepSize(stepSize);
  }
}
