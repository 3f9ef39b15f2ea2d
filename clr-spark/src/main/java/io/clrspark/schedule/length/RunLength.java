package io.clrspark.schedule.length;

/**
 * What lengths in epochs and shares of the run are of.
 *
 * @param iterationsPerEpoch iterations that an epoch of the data takes; 0 when unknown
 * @param iterations iterations of the whole run; 0 when unknown
 */
public record RunLength(long iterationsPerEpoch, long iterations) {}
