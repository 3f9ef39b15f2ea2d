package io.clrspark.range.suggest;

import io.clrspark.conf.choice.SuggestionRule;

/**
 * A range of rates that a curve suggests.
 *
 * @param rule the rule that found it
 * @param baseLr the lower bound
 * @param maxLr the upper bound, at least baseLr
 */
public record Suggestion(SuggestionRule rule, double baseLr, double maxLr) {}
