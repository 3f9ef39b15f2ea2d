package io.clrspark.jobs.bench;

import io.clrspark.conf.choice.Averaging;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is measured.
 *
 * @param systems names of {@link Benchmark#SYSTEMS}
 * @param frequencies updates between two averagings, for every system that averages
 * @param epochs of a run; the first is kept apart
 * @param repetitions runs of each system
 * @param warmUpSeconds that each system trains for at least, before all are measured
 * @param averaging where this engine averages
 * @param stock how DL4J's own training master runs
 */
public record BenchPlan(
    Set<String> systems,
    List<Integer> frequencies,
    int epochs,
    int repetitions,
    int warmUpSeconds,
    Averaging averaging,
    Stock stock) {

  /** The settings of DL4J's own training master. */
  public enum Stock {
    /** Its data cached, and the threads of a task those that Spark gives it. */
    TUNED,
    /** As DL4J has them: its data kept serialized, every task with threads for all cores. */
    DEFAULTS
  }

  /** The same without a system. */
  public BenchPlan without(String system) {
    Set<String> others = new LinkedHashSet<>(systems);
    others.remove(system);
    return new BenchPlan(others, frequencies, epochs, repetitions, warmUpSeconds, averaging, stock);
  }

  /** Whether DL4J's own training master is among the systems. */
  boolean hasStock() {
    return systems.stream().anyMatch(system -> system.startsWith("stock"));
  }

  /** Whether to cache the data, for DL4J's own training master. */
  boolean cachesData() {
    return hasStock() && stock == Stock.TUNED;
  }
}
