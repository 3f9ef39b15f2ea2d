package io.clrspark.history.log;

import org.jspecify.annotations.Nullable;

/**
 * Where a run goes on.
 *
 * @param iteration the iteration that comes next
 * @param rollbacks how often the run had gone back because of numbers that were not finite, as the
 *     checkpoint says that it goes on from; null in records of before there was this number
 */
public record ResumePoint(int iteration, @Nullable Integer rollbacks) {}
