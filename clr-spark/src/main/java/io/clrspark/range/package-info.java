/**
 * The LR range test (Smith, arXiv 1506.01186, section 3.3): a rate that rises once, the curve of
 * loss and accuracy against it, when to stop, and what range the curve suggests.
 *
 * <p>{@link io.clrspark.range.LrRangeTest} runs one. Smoothing, the stop rule and the suggestions
 * are pure functions, which give the same from a history: {@link io.clrspark.range.RangeCurve}.
 *
 * <p>May import the schedule, the history and the engine, Spark and DL4J, and of the properties
 * their keys and defaults.
 */
@NullMarked
package io.clrspark.range;

import org.jspecify.annotations.NullMarked;
