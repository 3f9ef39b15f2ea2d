package io.clrspark.range;

import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.training.TrainingResult;

/**
 * The result of a range test.
 *
 * @param run the result of its run: id, iterations, evaluations and history
 * @param curve loss and accuracy by rate
 * @param suggestions the ranges of rates that the curve suggests
 */
public record RangeTestResult(TrainingResult run, RangeCurve curve, Suggestions suggestions) {}
