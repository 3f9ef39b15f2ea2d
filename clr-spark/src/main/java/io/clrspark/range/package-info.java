/**
 * The LR range test (Smith, arXiv 1506.01186, section 3.3): a rate that rises once, the curve of
 * loss and accuracy against it, a stop rule, and the range that the curve suggests.
 *
 * <p>{@link io.clrspark.range.LrRangeTest} runs one. Smoothing, stop rule and suggestions are pure
 * functions, so that a history gives the same curve: {@link io.clrspark.range.curve.RangeCurve}.
 */
@NullMarked
package io.clrspark.range;

import org.jspecify.annotations.NullMarked;
