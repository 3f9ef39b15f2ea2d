/**
 * Lengths of schedules and their phases, as users write them.
 *
 * <p>{@link io.clrspark.schedule.length.Length} is such a length, {@link
 * io.clrspark.schedule.length.RunLength} what makes iterations of it.
 */
@NullMarked
package io.clrspark.schedule.length;

import org.jspecify.annotations.NullMarked;
