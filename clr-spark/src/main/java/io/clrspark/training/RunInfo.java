package io.clrspark.training;

/**
 * What is known of a run before its first round.
 *
 * @param runId the run's id in the history
 * @param examples N, the number of training examples
 * @param workers logical workers
 * @param iterationsPerEpoch lock-step updates in one pass over the data
 * @param firstIteration the global iteration of the first update; 0 for a new network
 * @param iterations how many updates the run makes
 */
public record RunInfo(
    String runId,
    long examples,
    int workers,
    long iterationsPerEpoch,
    long firstIteration,
    long iterations) {}
