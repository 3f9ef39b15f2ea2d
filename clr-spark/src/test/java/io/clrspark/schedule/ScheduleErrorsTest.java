package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clrspark.PlainNumber;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleErrorsTest {

  @Test
  void rates_mustBeFiniteAndNotNegative() {
    fails(() -> CyclicLR.triangular(-0.001, 1, 1))
        .isEqualTo("Invalid baseLr: -0.001 (must be a finite number >= 0)");
    fails(() -> CyclicLR.triangular(Double.NaN, 1, 1))
        .isEqualTo("Invalid baseLr: NaN (must be a finite number >= 0)");
    fails(() -> CyclicLR.triangular2(0, Double.POSITIVE_INFINITY, 1))
        .isEqualTo("Invalid maxLr: Infinity (must be a finite number >= 0)");
  }

  @Test
  void maxLr_mustNotBeBelowBaseLr() {
    fails(() -> CyclicLR.triangular(0.001, 0.0001, 10))
        .isEqualTo("Invalid maxLr: 0.0001 (must be >= baseLr = 0.001)");
  }

  @Test
  void aBoundAgainstADefault_blamesTheBoundThatWasSet() {
    fails(CyclicLR.builder().baseLr(0.01)::build)
        .isEqualTo("Invalid baseLr: 0.01 (must be <= maxLr = 0.006, the default)");
    fails(CyclicLR.builder().maxLr(0.0005)::build)
        .isEqualTo("Invalid maxLr: 0.0005 (must be >= baseLr = 0.001, the default)");
  }

  @Test
  void stepSize_mustBePositive() {
    fails(() -> CyclicLR.triangular(0, 1, 0)).isEqualTo("Invalid stepSize: 0 (must be >= 1)");
    fails(() -> CyclicLR.triangular(0, 1, -5)).isEqualTo("Invalid stepSize: -5 (must be >= 1)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void gamma_mustBeAboveZeroAndAtMostOne(double gamma) {
    fails(() -> CyclicLR.expRange(0, 1, 1, gamma))
        .isEqualTo("Invalid gamma: " + PlainNumber.of(gamma) + " (must be > 0 and <= 1)");
  }

  @Test
  void gamma_needsExpRange() {
    fails(CyclicLR.builder().gamma(0.9)::build)
        .isEqualTo(
            "Invalid gamma: 0.9 (needs mode = exp_range, but it is triangular, the default)");
    fails(CyclicLR.builder().mode(Mode.TRIANGULAR2).gamma(1)::build)
        .isEqualTo("Invalid gamma: 1 (needs mode = exp_range, but it is triangular2)");
    fails(CyclicLR.builder().scaleFn("1/x").gamma(1)::build)
        .isEqualTo("Invalid gamma: 1 (cannot be combined with scaleFn = 1/x)");
  }

  @Test
  void mode_contradictsScaleFn_evenTheDefaultOne() {
    fails(CyclicLR.builder().scaleFn("1/x").mode(Mode.TRIANGULAR)::build)
        .isEqualTo("Invalid mode: triangular (cannot be combined with scaleFn = 1/x)");
    fails(CyclicLR.builder().scaleFn(x -> 1).mode(Mode.EXP_RANGE).gamma(0.9)::build)
        .isEqualTo("Invalid mode: exp_range (cannot be combined with scaleFn = a function)");
  }

  @Test
  void scaleMode_needsScaleFn_evenTheDefaultOne() {
    fails(CyclicLR.builder().scaleMode(ScaleMode.CYCLE)::build)
        .isEqualTo("Invalid scaleMode: cycle (needs scaleFn, which is not set)");
  }

  @Test
  void unknownNames_listTheKnownOnes() {
    fails(() -> Mode.of("triangle"))
        .isEqualTo(
            "Invalid mode: triangle (must be one of triangular, triangular2, exp_range, exp_range_bounds)");
    fails(() -> ScaleMode.of("epoch"))
        .isEqualTo("Invalid scaleMode: epoch (must be one of cycle, iterations)");
    assertThat(Mode.of(" EXP_range ")).isEqualTo(Mode.EXP_RANGE);
    assertThat(ScaleMode.of("Iterations")).isEqualTo(ScaleMode.ITERATIONS);
  }

  @Test
  void negativeIteration_isRefused() {
    fails(() -> CyclicLR.triangular(0, 1, 1).rateAt(-1))
        .isEqualTo("Invalid iteration: -1 (must be >= 0)");
  }

  @Test
  void badExpression_namesTheTextAndTheReason() {
    fails(() -> CyclicLR.builder().scaleFn("1/y"))
        .isEqualTo(
            "Invalid scaleFn: 1/y (unknown name 'y'; there are x, pi, e and the functions abs, acos,"
                + " asin, atan, ceil, cos, exp, floor, if, ln, log, log10, max, min, sin, sqrt, tan)");
    fails(() -> ScaleFunction.expression("x".repeat(1001)))
        .isEqualTo(
            "Invalid scaleFn: "
                + "x".repeat(100)
                + "... (1001 characters) (must have at most 1000 characters, but has 1001)");
  }

  @Test
  void message_canBeToldInTheNamesOfProperties() {
    ThrowingCallable call = () -> CyclicLR.triangular(0.001, 0.0001, 10);
    InvalidScheduleException error = catchThrowableOfType(InvalidScheduleException.class, call);
    assertThat(error.property()).isEqualTo("maxLr");
    assertThat(error.messageWith(name -> "spark.clr." + name))
        .isEqualTo("Invalid spark.clr.maxLr: 0.0001 (must be >= spark.clr.baseLr = 0.001)");
  }

  @Test
  void percentSignsInAValue_doNotConfuseTheMessage() {
    assertThat(new InvalidScheduleException("a", "5%d", "no %").messageWith(name -> "p." + name))
        .isEqualTo("Invalid p.a: 5%d (no %)");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> fails(ThrowingCallable call) {
    return assertThat(assertThatIllegalArgumentException().isThrownBy(call).actual().getMessage());
  }
}
