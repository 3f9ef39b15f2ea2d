package io.clrspark.range.suggest;

import io.clrspark.PlainNumber;
import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.range.curve.RangeCurve;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ranges of rates that a curve suggests by each rule, or why it supports no suggestion.
 *
 * <p>The rules use the smoothed curve without its first tenth (of the planned iterations) and its
 * last five points, as fastai's do. Smith's and our own take the rate of the iteration to which a
 * smoothed value belongs, {@link io.clrspark.range.curve.Smoothing#lag} earlier.
 *
 * @param problem why there is no suggestion at all; empty if there is one
 * @param warning why the recommended range is uncertain; empty if nothing speaks against it
 * @param all every suggestion, in the order of {@link SuggestionRule}; a rule may have none
 * @param recommended the suggestion to use: of the descent of the loss. If Smith's rule ends more
 *     than ten times higher or lower, the lower one of the two. If the loss does not fall by more
 *     than noise, the higher one of descent and divergence: both are below the rates that diverge
 */
public record Suggestions(
    Optional<String> problem,
    Optional<String> warning,
    List<Suggestion> all,
    Optional<Suggestion> recommended) {

  private static final double WIDE = 10;

  public Suggestions {
    all = List.copyOf(all);
  }

  /** The suggestions of a curve. */
  public static Suggestions of(RangeCurve curve) {
    TrimmedCurve usable = new TrimmedCurve(curve);
    Optional<String> problem = usable.problem();
    if (problem.isPresent()) {
      return new Suggestions(problem, Optional.empty(), List.of(), Optional.empty());
    }
    List<Suggestion> all = EveryRule.of(usable);
    if (!usable.falls()) {
      Optional<Suggestion> higher =
          Stream.of(SuggestionRule.DESCENT, SuggestionRule.DIVERGENCE)
              .flatMap(rule -> by(rule, all).stream())
              .max(Comparator.comparingDouble(Suggestion::maxLr));
      return new Suggestions(problem, usable.doubt(), all, higher);
    }
    Suggestion descent = by(SuggestionRule.DESCENT, all).orElseThrow();
    Suggestion smith = by(SuggestionRule.SMITH, all).orElse(descent);
    if (factor(descent, smith) > WIDE) {
      Suggestion lower =
          descent.maxLr() < smith.maxLr()
              ? descent
              : by(SuggestionRule.SMITH_QUARTER, all).orElseThrow();
      return new Suggestions(
          problem, Optional.of(disagreement(descent, smith)), all, Optional.of(lower));
    }
    return new Suggestions(problem, usable.doubt(), all, Optional.of(descent));
  }

  /** The suggestion of a rule; empty if the curve does not support it. */
  public Optional<Suggestion> by(SuggestionRule rule) {
    return by(rule, all);
  }

  private static Optional<Suggestion> by(SuggestionRule rule, List<Suggestion> all) {
    return all.stream().filter(suggestion -> suggestion.rule() == rule).findFirst();
  }

  private static double factor(Suggestion one, Suggestion other) {
    return Math.max(one.maxLr(), other.maxLr()) / Math.min(one.maxLr(), other.maxLr());
  }

  private static String disagreement(Suggestion descent, Suggestion smith) {
    return "by the loss (%s) the range ends at %s, by the accuracy (%s) at %s: the lower is the safer; more iterations or larger minibatches tell more"
        .formatted(
            descent.rule(),
            PlainNumber.compact(descent.maxLr()),
            smith.rule(),
            PlainNumber.compact(smith.maxLr()));
  }
}
