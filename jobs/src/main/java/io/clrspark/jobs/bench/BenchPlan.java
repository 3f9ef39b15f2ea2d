package io.clrspark.jobs.bench;

import io.clrspark.training.Averaging;
import java.util.List;
import java.util.Set;

/**
 * What is measured.
 *
 * @param systems names of {@link Benchmark#SYSTEMS}
 * @param frequencies updates between two averagings, for every system that averages
 * @param epochs of a run; the first is kept apart
 * @param repetitions runs of each system
 * @param averaging where this engine averages
 */
public record BenchPlan(
    Set<String> systems,
    List<Integer> frequencies,
    int epochs,
    int repetitions,
    Averaging averaging) {

  /** Whether DL4J's own training master is among the systems: it wants its data cached. */
  boolean hasStock() {
    return systems.stream().anyMatch(system -> system.startsWith("stock"));
  }
}
