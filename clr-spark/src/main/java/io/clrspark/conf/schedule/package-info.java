/**
 * The schedule that properties describe, built once the run's length is known.
 *
 * <p>{@link io.clrspark.conf.schedule.ScheduleConf} builds and plans it.
 */
@NullMarked
package io.clrspark.conf.schedule;

import org.jspecify.annotations.NullMarked;
