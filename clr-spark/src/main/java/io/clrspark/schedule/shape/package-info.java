/**
 * Schedules beside {@link io.clrspark.schedule.CyclicLR}, one class each, and what stands before
 * and after a schedule.
 *
 * <p>To add a shape: a final class that extends {@link io.clrspark.schedule.shape.Shape}, a line in
 * {@link io.clrspark.schedule.shape.ShapeKind} with the name that properties call it by, and a line
 * in {@code ShapesTest}, which checks it as all others. Where it needs an option that no other
 * shape has, that is a property in {@code io.clrspark.conf.ScheduleProperties}.
 */
@NullMarked
package io.clrspark.schedule.shape;

import org.jspecify.annotations.NullMarked;
