package io.clrspark.range;

import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.training.TrainingResult;

/**
 * How a range test ended.
 *
 * @param run the run as any other: its id, iterations, evaluations and history
 * @param curve what it saw
 * @param suggestions what the curve suggests
 */
public record RangeTestResult(TrainingResult run, RangeCurve curve, Suggestions suggestions) {}
