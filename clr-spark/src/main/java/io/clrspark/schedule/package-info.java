/**
 * Cyclical learning rates as pure functions of the iteration (Smith, arXiv 1506.01186, section 3).
 *
 * <p>{@link io.clrspark.schedule.CyclicLR} is the schedule. {@link
 * io.clrspark.schedule.ScaleFunction} is its custom amplitude, {@link io.clrspark.schedule.Reset} a
 * change of its bounds. {@link io.clrspark.schedule.StepSize} and {@link
 * io.clrspark.schedule.CyclePlan} answer what a user asks before training.
 *
 * <p>The policies and names are those of the well-known Keras callback, with these differences:
 * iterations count from zero; setting both mode and scaleFn, or gamma without exp_range, is an
 * error; a scale function by iterations gets the iterations since the last reset; a scale outside
 * 0..1 is an error.
 *
 * <p>May import ND4J's {@code ISchedule} and its shaded Jackson annotations, and the package {@code
 * io.clrspark.schedule.formula}. Never Spark, never another package of this library.
 */
@NullMarked
package io.clrspark.schedule;

import org.jspecify.annotations.NullMarked;
