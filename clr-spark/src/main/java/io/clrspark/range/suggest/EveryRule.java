package io.clrspark.range.suggest;

import io.clrspark.conf.choice.SuggestionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Applies every rule to a curve. */
final class EveryRule {

  private EveryRule() {}

  /** The suggestions in the order of {@link SuggestionRule}, without rules that find nothing. */
  static List<Suggestion> of(TrimmedCurve usable) {
    double[] rates = usable.rates();
    double[] losses = usable.losses();
    double[] lagged = usable.laggedRates();
    List<Suggestion> all = new ArrayList<>();
    add(all, SuggestionRule.DESCENT, SuggestionRules.descent(lagged, losses, usable.start()));
    if (usable.accuracyRises()) {
      addSmiths(all, usable);
    }
    add(all, SuggestionRule.STEEPEST, SuggestionRules.steepest(rates, losses));
    add(all, SuggestionRule.VALLEY, SuggestionRules.valley(rates, losses));
    add(all, SuggestionRule.MINIMUM, SuggestionRules.minimumOverTen(rates, losses));
    if (usable.rises()) {
      OptionalDouble divergence =
          SuggestionRules.divergenceOverTen(lagged, losses, usable.highest());
      add(all, SuggestionRule.DIVERGENCE, divergence);
    }
    return all;
  }

  private static void addSmiths(List<Suggestion> all, TrimmedCurve usable) {
    double[] rates = usable.laggedRates();
    double[] accuracies = usable.accuracies();
    double noise = usable.accuracyNoise();
    OptionalDouble base = SuggestionRules.accuracyRises(rates, accuracies);
    OptionalDouble slows = SuggestionRules.accuracySlows(rates, accuracies, noise);
    slows.ifPresent(
        max -> {
          all.add(new Suggestion(SuggestionRule.SMITH, base.orElseThrow(), max));
          all.add(new Suggestion(SuggestionRule.SMITH_THIRD, max / 3, max));
          all.add(new Suggestion(SuggestionRule.SMITH_QUARTER, max / 4, max));
        });
  }

  private static void add(List<Suggestion> all, SuggestionRule rule, OptionalDouble maxLr) {
    maxLr.ifPresent(max -> all.add(new Suggestion(rule, max / 4, max)));
  }
}
