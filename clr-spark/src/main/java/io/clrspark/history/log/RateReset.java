package io.clrspark.history.log;

import org.jspecify.annotations.Nullable;

/**
 * A reset of a schedule as it took effect.
 *
 * @param iteration the first iteration of the fresh cycle
 * @param baseLr base rate from there on
 * @param maxLr highest rate from there on
 * @param stepSize iterations of half a cycle from there on
 * @param oldMaxLr highest rate up to there; null in records of before this was kept
 */
public record RateReset(
    int iteration, double baseLr, double maxLr, long stepSize, @Nullable Double oldMaxLr) {}
