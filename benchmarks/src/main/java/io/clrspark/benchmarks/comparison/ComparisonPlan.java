package io.clrspark.benchmarks.comparison;

import io.clrspark.benchmarks.system.StockSettings;
import io.clrspark.conf.choice.Averaging;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which systems a {@link Comparison} runs, how often and how.
 *
 * @param systems names of {@link Comparison#SYSTEMS}
 * @param frequencies updates between two averagings, for every system that averages
 * @param epochs of a run; the first is counted apart
 * @param repetitions runs of each system
 * @param warmUpSeconds for which each system trains before all are measured
 * @param averaging where this engine averages
 * @param stock how DL4J's own training master runs
 */
public record ComparisonPlan(
    Set<String> systems,
    List<Integer> frequencies,
    int epochs,
    int repetitions,
    int warmUpSeconds,
    Averaging averaging,
    StockSettings stock) {

  /** The same without a system. */
  public ComparisonPlan without(String system) {
    Set<String> others = new LinkedHashSet<>(systems);
    others.remove(system);
    return new ComparisonPlan(
        others, frequencies, epochs, repetitions, warmUpSeconds, averaging, stock);
  }

  /** Whether DL4J's own training master is among the systems. */
  boolean hasStock() {
    return systems.stream().anyMatch(system -> system.startsWith("stock"));
  }

  /** Whether to cache the data, for DL4J's own training master. */
  boolean cachesData() {
    return hasStock() && stock == StockSettings.TUNED;
  }
}
