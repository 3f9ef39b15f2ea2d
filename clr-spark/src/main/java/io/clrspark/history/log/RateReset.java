package io.clrspark.history.log;

import org.jspecify.annotations.Nullable;

/**
 * A reset of a schedule, as it took effect.
 *
 * @param iteration the first iteration of the fresh cycle
 * @param baseLr base rate from then on
 * @param maxLr highest rate from then on
 * @param stepSize iterations per half cycle from then on
 * @param oldMaxLr highest rate until then; null in records of earlier versions
 */
public record RateReset(
    int iteration, double baseLr, double maxLr, long stepSize, @Nullable Double oldMaxLr) {}
