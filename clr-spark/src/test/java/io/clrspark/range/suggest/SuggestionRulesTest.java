package io.clrspark.range.suggest;

import static io.clrspark.testing.SampleCurves.RATES;
import static io.clrspark.testing.SampleCurves.elbow;
import static io.clrspark.testing.SampleCurves.noisyElbow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.testing.SampleCurves;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * The rules on hand-made points. The expected points are those of fastai's {@code valley}, {@code
 * steep} and {@code minimum} on the same arrays.
 */
class SuggestionRulesTest {

  private static final List<BiFunction<double[], double[], OptionalDouble>> RULES =
      List.of(
          SuggestionRules::steepest,
          SuggestionRules::valley,
          SuggestionRules::minimumOverTen,
          (rates, losses) ->
              SuggestionRules.descent(rates, losses, losses.length == 0 ? 0 : losses[0]),
          SuggestionRules::accuracyRises,
          (rates, accuracies) -> SuggestionRules.accuracySlows(rates, accuracies, 0));

  @Test
  void steepest_isTheFirstOfTheTwoPointsOfTheSteepestDescent() {
    assertThat(SuggestionRules.steepest(RATES, elbow())).hasValue(RATES[13]);
    assertThat(SuggestionRules.steepest(RATES, noisyElbow())).hasValue(RATES[12]);
  }

  @Test
  void steepest_isAgainstTheLogarithmOfTheRate() {
    double[] rates = {1, 2, 3, 30};
    double[] losses = {10, 9, 8, 6.5}; // -1, -1 and -1.5 a point; -1.44, -2.47 and -0.65 a log
    assertThat(SuggestionRules.steepest(rates, losses)).hasValue(2);
  }

  @Test
  void steepest_rateOfZero_isNoDescent() {
    assertThat(SuggestionRules.steepest(new double[] {0, 1, 2}, new double[] {9, 1, 0.5}))
        .hasValue(1);
  }

  @Test
  void valley_isTheMiddleOfTheLongestDescent() {
    assertThat(SuggestionRules.valley(RATES, elbow())).hasValue(RATES[9]);
    assertThat(SuggestionRules.valley(RATES, noisyElbow())).hasValue(RATES[12]);
  }

  @Test
  void minimum_isATenthOfTheRateOfTheLeastLoss() {
    assertThat(SuggestionRules.minimumOverTen(RATES, elbow())).hasValue(RATES[22] / 10);
    assertThat(SuggestionRules.minimumOverTen(RATES, noisyElbow())).hasValue(RATES[21] / 10);
  }

  @Test
  void descent_isWhereTheLossHasMadeNearlyAllOfItsWayFromTheStart() {
    double[] rates = {1, 2, 3, 4, 5, 6, 7};
    double[] losses = {10, 12, 9, 1.29, 1.1, 0.9, 50};
    assertThat(SuggestionRules.descent(rates, losses, 14)).hasValue(4); // 3% of 13.1 are 0.393
    assertThat(SuggestionRules.descent(rates, losses, 0.9)).isEmpty();
  }

  @Test
  void descent_steepToTheLeast_endsBelowIt() {
    double[] rates = {1, 2, 3, 6, 9};
    assertThat(SuggestionRules.descent(rates, new double[] {10, 9, 8, 1, 50}, 10)).hasValue(4);
  }

  @Test
  void divergence_isATenthOfTheLastRateBeforeTheLossStaysAboveTheLimit() {
    double[] rates = {10, 20, 30, 40, 50, 60};
    double[] losses = {2, 1, 3, 1.5, 4, 9};
    assertThat(SuggestionRules.divergenceOverTen(rates, losses, 2)).hasValue(4);
    assertThat(SuggestionRules.divergenceOverTen(rates, losses, 9)).hasValue(6);
    assertThat(SuggestionRules.divergenceOverTen(rates, losses, 0.5)).isEmpty();
  }

  @Test
  void smith_fallThatNoiseExplains_doesNotEndTheRange() {
    double[] rates = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] accuracies = {0.1, 0.3, 0.6, 0.55, 0.5, 0.3, 0.7, 0.9};
    assertThat(SuggestionRules.accuracySlows(rates, accuracies, 0.29)).hasValue(3);
    assertThat(SuggestionRules.accuracySlows(rates, accuracies, 0.31)).hasValue(8);
  }

  @Test
  void nothingFromTheFirstNotFiniteValueOn_isLookedAt() {
    for (double hole : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      double[] broken = elbow().clone();
      broken[12] = hole;
      for (BiFunction<double[], double[], OptionalDouble> rule : RULES) {
        assertThat(rule.apply(RATES, broken))
            .isEqualTo(rule.apply(Arrays.copyOf(RATES, 12), Arrays.copyOf(elbow(), 12)));
      }
    }
    assertThat(SuggestionRules.minimumOverTen(RATES, SampleCurves.none(30))).isEmpty();
  }

  @Test
  void flatOrRisingLoss_suggestsNothing() {
    double[] flat = new double[30];
    for (BiFunction<double[], double[], OptionalDouble> rule : RULES.subList(0, 4)) {
      assertThat(rule.apply(RATES, flat)).isEmpty();
      assertThat(rule.apply(RATES, RATES)).isEmpty();
      assertThat(rule.apply(new double[0], new double[0])).isEmpty();
      assertThat(rule.apply(new double[] {1}, new double[] {1})).isEmpty();
    }
  }

  @Test
  void smith_isFromTheStartOfTheAccuracysRiseToWhereItSlows() {
    double[] rates = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] accuracies = {0.1, 0.1, 0.17, 0.2, 0.4, 0.6, 0.89, 0.9, 0.85, 0.2};
    assertThat(SuggestionRules.accuracyRises(rates, accuracies)).hasValue(3);
    assertThat(SuggestionRules.accuracySlows(rates, accuracies, 0)).hasValue(7);
  }

  @Test
  void smith_accuracyThatFallsOnItsWay_endsTheRangeThere() {
    double[] rates = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] accuracies = {0.1, 0.3, 0.6, 0.55, 0.5, 0.3, 0.7, 0.9};
    assertThat(SuggestionRules.accuracyRises(rates, accuracies)).hasValue(1);
    assertThat(SuggestionRules.accuracySlows(rates, accuracies, 0)).hasValue(3);
  }

  @Test
  void smith_highStart_countsFromTheLowestPoint() {
    double[] rates = {1, 2, 3, 4, 5};
    double[] accuracies = {0.95, 0.2, 0.5, 0.9, 1.0};
    assertThat(SuggestionRules.accuracyRises(rates, accuracies)).hasValue(2);
    assertThat(SuggestionRules.accuracySlows(rates, accuracies, 0)).hasValue(5);
  }

  @Test
  void smith_accuracyThatNeverRises_suggestsNothing() {
    double[] falling = {0.5, 0.4, 0.4, 0.1};
    assertThat(SuggestionRules.accuracyRises(new double[] {1, 2, 3, 4}, falling)).isEmpty();
    assertThat(SuggestionRules.accuracySlows(new double[] {1, 2, 3, 4}, falling, 0)).isEmpty();
  }

  @Test
  void arraysOfTwoLengths_areRefused() {
    for (BiFunction<double[], double[], OptionalDouble> rule : RULES) {
      assertThatThrownBy(() -> rule.apply(new double[3], new double[2]))
          .hasMessage("Invalid length: 2 (must be that of the rates, 3)");
    }
  }

  @Property
  void valley_isTheOneOfTheDefinition(
      @ForAll @Size(min = 3, max = 60) List<@IntRange(min = 0, max = 40) Integer> points) {
    double[] losses = points.stream().mapToDouble(point -> point).toArray();
    int[] lengths = new int[losses.length];
    int end = 0;
    for (int i = 0; i < losses.length; i++) {
      lengths[i] = 1;
      for (int j = 0; j < i; j++) {
        lengths[i] = losses[i] < losses[j] ? Math.max(lengths[i], lengths[j] + 1) : lengths[i];
      }
      end = lengths[i] > lengths[end] ? i : end;
    }
    Assume.that(lengths[end] > 2);
    int at = end - lengths[end] + lengths[end] / 3 + (int) (lengths[end] / 3.0 / 2);
    double[] rates = SampleCurves.rates(losses.length);
    assertThat(SuggestionRules.valley(rates, losses)).hasValue(rates[at]);
  }

  @Property
  void rules_doNotDependOnTheScaleOfTheLoss(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(min = 0, max = 1000) Integer> points,
      @ForAll @IntRange(min = -5, max = 5) int power) {
    double[] losses = points.stream().mapToDouble(point -> point).toArray();
    double[] scaled = Arrays.stream(losses).map(loss -> loss * Math.pow(2, power)).toArray();
    double[] rates = SampleCurves.rates(losses.length);
    for (BiFunction<double[], double[], OptionalDouble> rule : RULES) {
      assertThat(rule.apply(rates, scaled)).isEqualTo(rule.apply(rates, losses));
    }
  }

  @Property
  void rules_giveRatesOfThePoints_andSmithsAreInOrder(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1) Double> drawn) {
    double[] values = drawn.stream().mapToDouble(value -> value).toArray();
    double[] rates = SampleCurves.rates(values.length);
    for (BiFunction<double[], double[], OptionalDouble> rule : RULES) {
      rule.apply(rates, values)
          .ifPresent(
              rate ->
                  assertThat(
                          Arrays.stream(rates)
                              .anyMatch(r -> r == rate || r / 10 == rate || r * (2.0 / 3) == rate))
                      .isTrue());
    }
    SuggestionRules.accuracyRises(rates, values)
        .ifPresent(
            base ->
                assertThat(base)
                    .isLessThanOrEqualTo(
                        SuggestionRules.accuracySlows(rates, values, 0).orElseThrow()));
  }
}
