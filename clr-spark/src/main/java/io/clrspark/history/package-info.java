/**
 * The history of runs: what is recorded while a network trains, where it is kept, and how it is
 * read with Spark SQL.
 *
 * <p>A run writes to a {@link io.clrspark.history.RunLog}: that of a {@link
 * io.clrspark.history.HistoryStore} (Parquet on any Hadoop path) or a {@link
 * io.clrspark.history.MemoryLog}. {@link io.clrspark.history.HistoryViews} reads both.
 *
 * <p>May import Spark SQL, Hadoop, Jackson, {@code io.clrspark} itself, {@code
 * io.clrspark.history.store} and, for the function {@code clr_lr}, the schedule, and of the
 * properties what their keys start with; never DL4J, ND4J or the training engine.
 */
@NullMarked
package io.clrspark.history;

import org.jspecify.annotations.NullMarked;
