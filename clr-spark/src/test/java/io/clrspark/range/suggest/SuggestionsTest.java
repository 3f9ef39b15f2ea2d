package io.clrspark.range.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeSettings;
import io.clrspark.testing.SampleCurves;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From raw curves of known shape to a range, or to why there is none. */
class SuggestionsTest {

  private static final int N = 200;
  private static final double[] RATES = SampleCurves.rates(N);

  /** Falls around 1e-3, diverges above 1e-1. */
  private static final double[] LOSSES =
      SampleCurves.of(
          RATES, log -> SampleCurves.step(log, -3, 2.3, 0.3) + 20 * Math.max(0, log + 1));

  /** Rises around 1e-3, falls above 1e-1. */
  private static final double[] ACCURACIES =
      SampleCurves.of(
          RATES, log -> SampleCurves.step(log, -3, 0.1, 0.95) - 0.8 * Math.max(0, log + 1));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void elbowWithNoise_givesRatesAroundIt(long seed) {
    Suggestions found = suggestions(LOSSES, ACCURACIES, seed);
    assertThat(found.problem()).isEmpty();
    assertThat(found.warning()).isEmpty();
    Suggestion descent = found.recommended().orElseThrow();
    assertThat(descent.rule()).isEqualTo(SuggestionRule.DESCENT);
    assertThat(descent.maxLr()).isBetween(4e-3, 8e-2); // 97% at 7.4e-3, none above 1e-1
    assertThat(descent.baseLr()).isEqualTo(descent.maxLr() / 4);
    Suggestion smith = found.by(SuggestionRule.SMITH).orElseThrow();
    assertThat(smith.baseLr()).isBetween(1e-4, 1e-3); // a tenth of the rise is at 2.8e-4
    assertThat(smith.maxLr()).isBetween(3e-3, 8e-2);
    assertThat(maxLr(found, SuggestionRule.SMITH_THIRD)).isEqualTo(smith.maxLr());
    assertThat(found.by(SuggestionRule.SMITH_THIRD).orElseThrow().baseLr())
        .isEqualTo(smith.maxLr() / 3);
    assertThat(found.by(SuggestionRule.SMITH_QUARTER).orElseThrow().baseLr())
        .isEqualTo(smith.maxLr() / 4);
    assertThat(maxLr(found, SuggestionRule.STEEPEST)).isBetween(5e-4, 5e-3);
    assertThat(maxLr(found, SuggestionRule.VALLEY)).isBetween(1e-4, 1e-2);
    assertThat(maxLr(found, SuggestionRule.MINIMUM)).isBetween(5e-4, 2e-2);
  }

  /** A quarter of the examples is positive; the accuracy of 64 examples hardly rises above that. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noiseBeforeTheRise_endsNoRange(long seed) {
    double[] losses =
        SampleCurves.of(
            RATES, log -> SampleCurves.step(log, -3, 0.55, 0.36) + 5 * Math.max(0, log + 1));
    double[] accuracies =
        SampleCurves.of(
            RATES, log -> SampleCurves.step(log, -3, 0.76, 0.85) - 0.4 * Math.max(0, log + 1));
    RangeCurve curve =
        RangeCurve.of(
            RATES,
            SampleCurves.noisy(losses, 0.06, seed),
            SampleCurves.noisy(accuracies, 0.05, seed + 100),
            RangeSettings.of(N));
    Suggestions found = Suggestions.of(curve);
    assertThat(maxLr(found, SuggestionRule.DESCENT)).isBetween(1e-3, 2e-1);
    assertThat(found.recommended().orElseThrow().maxLr()).isBetween(1e-3, 2e-1);
    found
        .by(SuggestionRule.SMITH)
        .ifPresent(smith -> assertThat(smith.maxLr()).isBetween(1e-3, 2e-1));
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 100, 400})
  void lengthOfTheTest_hardlyMovesTheRange(int iterations) {
    double[] rates = SampleCurves.rates(iterations);
    RangeCurve curve =
        RangeCurve.of(
            rates,
            SampleCurves.of(rates, log -> SampleCurves.step(log, -3, 2.3, 0.3)),
            SampleCurves.of(rates, log -> SampleCurves.step(log, -3, 0.1, 0.95)),
            RangeSettings.of(iterations));
    Suggestions found = Suggestions.of(curve);
    assertThat(maxLr(found, SuggestionRule.DESCENT)).isBetween(5e-3, 2e-1); // 97% at 7.4e-3
    assertThat(maxLr(found, SuggestionRule.SMITH)).isBetween(5e-3, 2e-1);
  }

  @Test
  void accuracyThatEndsFarBelowTheLoss_isAWarning_andTheLowerRangeIsRecommended() {
    double[] early = SampleCurves.of(RATES, log -> SampleCurves.step(log, -5, 0.1, 0.9));
    Suggestions found = suggestions(LOSSES, early, 1);
    Suggestion lower = found.by(SuggestionRule.SMITH_QUARTER).orElseThrow();
    assertThat(found.recommended()).contains(lower);
    assertThat(lower.maxLr()).isLessThan(maxLr(found, SuggestionRule.DESCENT) / 10);
    assertThat(found.warning().orElseThrow())
        .matches(
            "by the loss \\(descent\\) the range ends at 0\\.\\d+, by the accuracy \\(smith\\) at"
                + " 0\\.\\d+: the lower is the safer; more iterations or larger minibatches tell more");

    double[] late = SampleCurves.of(RATES, log -> SampleCurves.step(log, -0.5, 0.1, 0.9));
    double[] fallsEarly = SampleCurves.of(RATES, log -> SampleCurves.step(log, -4.5, 2.3, 0.3));
    Suggestions other = suggestions(fallsEarly, late, 1);
    assertThat(other.recommended()).isEqualTo(other.by(SuggestionRule.DESCENT));
    assertThat(other.warning()).isPresent();
  }

  @Test
  void fallOfLittleMoreThanNoise_isAWarning() {
    double[] losses = SampleCurves.of(RATES, log -> SampleCurves.step(log, -3, 0.7, 0.65));
    Suggestions found = Suggestions.of(curve(SampleCurves.noisy(losses, 0.03, 1)));
    assertThat(found.recommended()).isEqualTo(found.by(SuggestionRule.DESCENT)).isPresent();
    assertThat(found.warning().orElseThrow())
        .matches(
            "the loss falls from 0\\.\\d+ by only 0\\.\\d+, little more than noise: the range is"
                + " uncertain; more iterations or larger minibatches tell more");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void lossThatOnlyDiverges_endsTheRangeFarBelow_withAWarning(long seed) {
    double[] losses = SampleCurves.of(RATES, log -> SampleCurves.step(log, -1, 2.3, 6));
    Suggestions found = Suggestions.of(curve(SampleCurves.noisy(losses, 0.03, seed)));
    assertThat(found.recommended()).isEqualTo(found.by(SuggestionRule.DIVERGENCE)).isPresent();
    assertThat(found.recommended().orElseThrow().maxLr()).isBetween(5e-4, 1e-2);
    assertThat(found.warning().orElseThrow())
        .startsWith("the loss never falls below 2.")
        .contains(", that of the first rates, by more than noise: the range is uncertain");
  }

  @Test
  void withoutAccuracy_onlyTheLossCounts() {
    Suggestions found = suggestions(LOSSES, SampleCurves.none(N), 1);
    assertThat(found.recommended()).isEqualTo(found.by(SuggestionRule.DESCENT)).isPresent();
    assertThat(found.by(SuggestionRule.SMITH)).isEmpty();
    assertThat(found.warning()).isEmpty();
  }

  @Test
  void accuracyThatDoesNotRise_isAWarning() {
    Suggestions found = suggestions(LOSSES, SampleCurves.of(RATES, log -> 0.1), 1);
    assertThat(found.recommended()).isEqualTo(found.by(SuggestionRule.DESCENT)).isPresent();
    assertThat(found.by(SuggestionRule.SMITH)).isEmpty();
    assertThat(found.warning().orElseThrow())
        .startsWith("the loss falls from 2.")
        .contains(", but the accuracy does not rise by more than noise: the range is uncertain");
  }

  @Test
  void nanInTheMiddle_endsTheCurve_andNothingAfterItCounts() {
    double[] losses = SampleCurves.noisy(LOSSES, 0.02, 1);
    losses[130] = Double.NaN;
    double[] after = losses.clone();
    Arrays.fill(after, 131, N, -1000);
    assertThat(Suggestions.of(curve(after)).all())
        .isEqualTo(Suggestions.of(curve(losses)).all())
        .isNotEmpty()
        .allMatch(found -> Double.isFinite(found.baseLr()) && found.maxLr() < RATES[130]);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void flatLoss_withAndWithoutNoise_supportsNone(long seed) {
    for (double noise : new double[] {0, 0.01, 0.3}) {
      double[] losses = SampleCurves.noisy(SampleCurves.of(RATES, log -> 2.3), noise, seed);
      Suggestions found = Suggestions.of(curve(losses));
      assertThat(found.problem().orElseThrow()).startsWith("the loss is flat");
      assertThat(found.recommended()).isEmpty();
      assertThat(found.all()).isEmpty();
    }
  }

  @Test
  void lossThatRisesAtOnce_supportsNone() {
    Suggestions found =
        Suggestions.of(curve(SampleCurves.of(RATES, log -> SampleCurves.step(log, -5, 2.3, 6))));
    assertThat(found.problem().orElseThrow())
        .startsWith("the loss rises above 2.")
        .endsWith(", at once: try lower rates");
    assertThat(found.all()).isEmpty();
    assertThat(found.recommended()).isEmpty();
  }

  @Test
  void monotoneFall_supportsASuggestion() {
    double[] losses = SampleCurves.of(RATES, log -> 2 - 0.2 * log);
    Suggestions found = Suggestions.of(curve(losses));
    assertThat(found.problem()).isEmpty();
    assertThat(found.recommended()).isPresent();
  }

  @Test
  void linearTestFromRateZero_neverSuggestsZero() {
    double[] rates = new double[50];
    Arrays.setAll(rates, i -> 0.01 * i);
    double[] losses = new double[50];
    Arrays.fill(losses, 3);
    losses[5] = -10; // the first point that counts is the least
    RangeSettings settings = new RangeSettings(50, 0.9, 1e9);
    Suggestions found =
        Suggestions.of(RangeCurve.of(rates, losses, SampleCurves.none(50), settings));
    assertThat(maxLr(found, SuggestionRule.DESCENT)).isEqualTo(rates[5] * 2 / 3);
  }

  @Test
  void divergesAtOnce_supportsNone() {
    double[] losses = new double[N];
    Arrays.setAll(losses, i -> Math.pow(1.5, i));
    assertThat(Suggestions.of(curve(losses)).problem())
        .isEqualTo(
            Optional.of("the loss diverges at once, after 7 of 200 iterations: try lower rates"));
    Arrays.setAll(losses, i -> Double.NaN);
    assertThat(Suggestions.of(curve(losses)).problem())
        .isEqualTo(
            Optional.of("the loss diverges at once, after 1 of 200 iterations: try lower rates"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 14, 15})
  void tooFewPoints_supportNone(int points) {
    double[] rates = SampleCurves.rates(points);
    RangeCurve curve =
        RangeCurve.of(
            rates,
            SampleCurves.of(rates, log -> -log),
            SampleCurves.none(points),
            RangeSettings.of(points));
    assertThat(Suggestions.of(curve).problem())
        .isEqualTo(Optional.of(points + " iterations are too few: plan at least 30"));
  }

  @Test
  void lossRules_leaveOutTheFirstTenthAndTheLastFive() {
    RangeSettings raw = new RangeSettings(N, 0, 1e9);
    double[] losses = SampleCurves.of(RATES, log -> 5 - 0.1 * log);
    losses[2] = -1; // falls by 6 there
    losses[N - 3] = -2;
    Suggestions found = Suggestions.of(RangeCurve.of(RATES, losses, SampleCurves.none(N), raw));
    assertThat(maxLr(found, SuggestionRule.MINIMUM)).isEqualTo(RATES[N - 6] / 10);
    assertThat(maxLr(found, SuggestionRule.STEEPEST)).isBetween(RATES[20], RATES[N - 6]);
  }

  private static double maxLr(Suggestions found, SuggestionRule rule) {
    return found.by(rule).orElseThrow().maxLr();
  }

  private static Suggestions suggestions(double[] losses, double[] accuracies, long seed) {
    return Suggestions.of(
        RangeCurve.of(
            RATES,
            SampleCurves.noisy(losses, 0.05, seed),
            SampleCurves.noisy(accuracies, 0.03, seed + 100),
            RangeSettings.of(N)));
  }

  private static RangeCurve curve(double[] losses) {
    return RangeCurve.of(RATES, losses, SampleCurves.none(losses.length), RangeSettings.of(N));
  }
}
