/**
 * Measures the rules of the range test: what training with the range of each costs against the best
 * of a grid of ranges. {@link io.clrspark.benchmarks.range.RangeRules} has the command.
 */
@NullMarked
package io.clrspark.benchmarks.range;

import org.jspecify.annotations.NullMarked;
