/**
 * Checks that a history is complete: every file can be read and every run has each row once.
 *
 * <p>May import the packages {@code files}, {@code log} and {@code read} of the history, Spark SQL,
 * Hadoop, Parquet and {@code io.clrspark.files}.
 */
@NullMarked
package io.clrspark.history.verify;

import org.jspecify.annotations.NullMarked;
