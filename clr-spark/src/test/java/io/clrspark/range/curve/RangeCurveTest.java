package io.clrspark.range.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.testing.SampleCurves;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Smoothing, and where a curve ends. */
class RangeCurveTest {

  @Test
  void smoothing_isTheBiasCorrectedAverage() {
    double[] smoothed = Smoothing.of(new double[] {2, 4, 1}, 0.9);
    assertThat(smoothed)
        .containsExactly(
            new double[] {2, (0.09 * 2 + 0.1 * 4) / 0.19, (0.081 * 2 + 0.09 * 4 + 0.1) / 0.271},
            offset(1e-14));
    assertThat(Smoothing.of(new double[] {2, 4, 1}, 0)).containsExactly(2, 4, 1);
  }

  @Property
  void smoothing_staysWithinItsValues_andKeepsAConstant(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -10, max = 10) Double> drawn,
      @ForAll @DoubleRange(min = 0, max = 0.99) double factor) {
    double[] values = drawn.stream().mapToDouble(value -> value).toArray();
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    assertThat(Arrays.stream(Smoothing.of(values, factor)).boxed())
        .allMatch(value -> value >= least - 1e-9 && value <= most + 1e-9);
    Arrays.fill(values, values[0]);
    for (double value : Smoothing.of(values, factor)) {
      assertThat(value).isCloseTo(values[0], offset(1e-9));
    }
  }

  @Test
  void curve_endsWithThePointThatPassesFourTimesTheBest() {
    RangeCurve curve = curve(new RangeSettings(6, 0, 4), 2, 1, 4, 4.0001, 1, 1);
    assertThat(curve.end()).isEqualTo(RangeEnd.DIVERGED);
    assertThat(curve.losses()).containsExactly(2, 1, 4, 4.0001);
    assertThat(curve.points()).isEqualTo(4);
    assertThat(curve(new RangeSettings(6, 0, 5), 2, 1, 4, 4.0001, 1, 1).end())
        .isEqualTo(RangeEnd.COMPLETED);
  }

  @Test
  void curve_isJudgedByTheSmoothedLoss() {
    assertThat(curve(new RangeSettings(5, 0.9, 4), 1, 1, 1, 9, 1).end())
        .isEqualTo(RangeEnd.COMPLETED);
    assertThat(curve(new RangeSettings(5, 0, 4), 1, 1, 1, 9, 1).points()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void curve_endsWithALossThatIsNotFinite(double loss) {
    RangeCurve curve = curve(RangeSettings.of(5), 3, 2, loss, 1, 1);
    assertThat(curve.end()).isEqualTo(RangeEnd.NOT_FINITE);
    assertThat(curve.losses()).containsExactly(3, 2, loss);
    assertThat(curve.smoothedLosses()[1]).isBetween(2.0, 3.0);
  }

  @Test
  void curve_isNoLongerThanPlanned() {
    assertThat(curve(RangeSettings.of(3), 3, 2, 1, 1).points()).isEqualTo(3);
    assertThat(curve(RangeSettings.of(9), 3, 2, 1, 1).points()).isEqualTo(4);
  }

  @Test
  void bestThatIsNotPositive_mayRiseByItsSize() {
    RangeSettings settings = new RangeSettings(9, 0, 4);
    assertThat(curve(settings, 1, -1, -0.5, 1.9).end()).isEqualTo(RangeEnd.COMPLETED);
    assertThat(curve(settings, 1, -1, -0.5, 2.1).end()).isEqualTo(RangeEnd.DIVERGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0.9 | 4 | Invalid iterations: 0 (must be from 1 to 2147483647)",
        "9 | 1 | 4 | Invalid smoothing: 1.0 (must be >= 0 and < 1)",
        "9 | -0.1 | 4 | Invalid smoothing: -0.1 (must be >= 0 and < 1)",
        "9 | NaN | 4 | Invalid smoothing: NaN (must be >= 0 and < 1)",
        "9 | 0.9 | 1 | Invalid stopFactor: 1.0 (must be > 1)",
      })
  void settingsThatBreakARule_areRefused(
      long iterations, double smoothing, double factor, String message) {
    assertThatThrownBy(() -> new RangeSettings(iterations, smoothing, factor)).hasMessage(message);
  }

  private static RangeCurve curve(RangeSettings settings, double... losses) {
    return RangeCurve.of(
        SampleCurves.rates(losses.length), losses, SampleCurves.none(losses.length), settings);
  }
}
