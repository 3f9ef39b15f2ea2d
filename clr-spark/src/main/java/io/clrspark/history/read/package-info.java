/**
 * The tables and views of a history at one moment. Public types here are no API.
 *
 * <p>May import {@code io.clrspark.history.files} and {@code log}, Spark SQL, Hadoop, {@code
 * io.clrspark.files} and, for the function {@code clr_lr}, the schedule.
 */
@NullMarked
package io.clrspark.history.read;

import org.jspecify.annotations.NullMarked;
