package io.clrspark.history.store;

import org.apache.hadoop.fs.Path;

/**
 * A numbered small file of a run.
 *
 * @param runId the run
 * @param number its number, rising with time
 * @param path where it is
 */
public record RunFile(String runId, int number, Path path) {}
