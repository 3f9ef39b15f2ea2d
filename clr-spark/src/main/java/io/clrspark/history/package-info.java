/**
 * The history of runs, as programs open and read it.
 *
 * <p>{@link io.clrspark.history.HistoryStore} opens the log of a run in Parquet on any Hadoop path.
 * {@link io.clrspark.history.HistoryViews} reads the runs of a store, or of a {@link
 * io.clrspark.history.log.MemoryLog}, with Spark SQL.
 *
 * <p>Never imports DL4J, ND4J or the training engine.
 */
@NullMarked
package io.clrspark.history;

import org.jspecify.annotations.NullMarked;
