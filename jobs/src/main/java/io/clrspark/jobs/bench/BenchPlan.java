package io.clrspark.jobs.bench;

import java.util.List;
import java.util.Set;

/**
 * What is measured.
 *
 * @param systems names of {@link Benchmark#SYSTEMS}
 * @param frequencies updates between two averagings, for every system that averages
 * @param epochs of a run; the first is kept apart
 * @param repetitions runs of each system
 */
public record BenchPlan(
    Set<String> systems, List<Integer> frequencies, int epochs, int repetitions) {}
