package io.clrspark.training;

/**
 * A round that is done.
 *
 * @param round zero-based number of the round in the run
 * @param epoch zero-based epoch it belongs to
 * @param firstIteration global iteration of its first update
 * @param nextIteration global iteration that the next round starts with
 * @param lr rate of its last update
 * @param loss mean loss of its last update over the workers, weighted by examples
 * @param accuracy the same of accuracy; NaN where the network is no classifier
 * @param seconds from the broadcast of the parameters to their average
 */
public record RoundSummary(
    long round,
    int epoch,
    int firstIteration,
    int nextIteration,
    double lr,
    double loss,
    double accuracy,
    double seconds) {}
