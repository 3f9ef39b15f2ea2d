package io.clrspark.history.log;

import org.jspecify.annotations.Nullable;

/**
 * The point at which a run resumes, after a crash or a rollback.
 *
 * @param iteration the iteration that comes next
 * @param rollbacks how many rollbacks because of numbers that are not finite the checkpoint has
 *     counted; null in records of earlier versions
 */
public record ResumePoint(int iteration, @Nullable Integer rollbacks) {}
