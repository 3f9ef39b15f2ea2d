package io.clrspark.range.suggest;

import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.range.curve.RangeCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The ranges of rates that a curve suggests by each rule, or why it supports no suggestion.
 *
 * <p>The rules for the loss use the smoothed curve without its first tenth (of the planned
 * iterations) and its last five points, as fastai's do. Smith's rule uses the smoothed accuracy
 * without its last five points.
 *
 * @param problem why there is no suggestion at all; empty if there is one
 * @param all every suggestion, in the order of {@link SuggestionRule}; a rule may have none
 */
public record Suggestions(Optional<String> problem, List<Suggestion> all) {

  public Suggestions {
    all = List.copyOf(all);
  }

  /** The suggestions of a curve. */
  public static Suggestions of(RangeCurve curve) {
    TrimmedCurve usable = new TrimmedCurve(curve);
    Optional<String> problem = usable.problem();
    return new Suggestions(problem, problem.isPresent() ? List.of() : all(usable));
  }

  /** The suggestion of a rule; empty if the curve does not support it. */
  public Optional<Suggestion> by(SuggestionRule rule) {
    return all.stream().filter(suggestion -> suggestion.rule() == rule).findFirst();
  }

  /**
   * The recommended suggestion: Smith's, whose bounds are made for cyclical rates. If there is no
   * accuracy, or it does not rise, the suggestion of the least loss.
   */
  public Optional<Suggestion> recommended() {
    return by(SuggestionRule.SMITH).or(() -> by(SuggestionRule.MINIMUM));
  }

  private static List<Suggestion> all(TrimmedCurve usable) {
    double[] rates = usable.ratesOfLosses();
    double[] losses = usable.losses();
    List<Suggestion> all = new ArrayList<>(smiths(usable));
    add(all, SuggestionRule.STEEPEST, SuggestionRules.steepest(rates, losses));
    add(all, SuggestionRule.VALLEY, SuggestionRules.valley(rates, losses));
    add(all, SuggestionRule.MINIMUM, SuggestionRules.minimumOverTen(rates, losses));
    return all;
  }

  private static List<Suggestion> smiths(TrimmedCurve usable) {
    if (!usable.accuracyRises()) {
      return List.of();
    }
    double[] rates = usable.ratesOfAccuracies();
    double[] accuracies = usable.accuracies();
    double base = SuggestionRules.accuracyRises(rates, accuracies).orElseThrow();
    double max = SuggestionRules.accuracySlows(rates, accuracies).orElseThrow();
    return Arrays.asList(
        new Suggestion(SuggestionRule.SMITH, base, max),
        new Suggestion(SuggestionRule.SMITH_THIRD, max / 3, max),
        new Suggestion(SuggestionRule.SMITH_QUARTER, max / 4, max));
  }

  private static void add(List<Suggestion> all, SuggestionRule rule, OptionalDouble maxLr) {
    maxLr.ifPresent(max -> all.add(new Suggestion(rule, max / 4, max)));
  }
}
