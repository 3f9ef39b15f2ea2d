/**
 * Learning rates as pure functions of the iteration.
 *
 * <p>{@link io.clrspark.schedule.Schedule} is what each of them is, {@link
 * io.clrspark.schedule.Phase} a part of one. {@link io.clrspark.schedule.CyclicLR} is the cyclical
 * one (Smith, arXiv 1506.01186, section 3). {@link io.clrspark.schedule.ScaleFunction} is its
 * custom amplitude, {@link io.clrspark.schedule.Reset} a change of its bounds.
 *
 * <p>Its policies and names are those of the well-known Keras callback, with these differences:
 * iterations count from zero; setting both mode and scaleFn, or gamma without exp_range, is an
 * error; a scale function by iterations gets the iterations since the last reset; a scale outside
 * 0..1 is an error.
 *
 * <p>Never imports Spark, nor {@code io.clrspark.schedule.plan}, {@code .shape} or another package
 * of this library.
 */
@NullMarked
package io.clrspark.schedule;

import org.jspecify.annotations.NullMarked;
