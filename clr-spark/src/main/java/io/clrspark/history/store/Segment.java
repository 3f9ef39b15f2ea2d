package io.clrspark.history.store;

/**
 * A complete Parquet file of a run.
 *
 * @param table the table that its rows belong to
 * @param file its name in the run's folder of that table
 * @param rows its rows
 * @param bytes its length
 * @param firstIteration the smallest iteration in it
 * @param lastIteration the largest iteration in it
 */
public record Segment(
    String table, String file, long rows, long bytes, int firstIteration, int lastIteration) {}
