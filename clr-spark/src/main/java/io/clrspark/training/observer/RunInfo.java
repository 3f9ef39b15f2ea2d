package io.clrspark.training.observer;

/**
 * What is known of a run before its first round.
 *
 * @param runId the run's id in the history
 * @param examples N, the number of training examples
 * @param workers logical workers
 * @param iterationsPerEpoch lock-step updates in one pass over the data
 * @param firstIteration the global iteration of the run's first update; 0 for a new network
 * @param nextIteration the global iteration of the next update; differs from the first only in a
 *     resumed run
 * @param iterations how many updates the run makes in all
 */
public record RunInfo(
    String runId,
    long examples,
    int workers,
    long iterationsPerEpoch,
    long firstIteration,
    long nextIteration,
    long iterations) {}
