package io.clrspark.benchmarks.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.clrspark.benchmarks.measure.Machine;
import io.clrspark.benchmarks.system.TrainingCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The results of a {@link Comparison}, as a table and as JSON. */
public final class ComparisonResults {

  private static final String HEAD =
      "%-21s %9s  %29s  %14s  %7s %7s %7s %7s  %11s %11s  %8s"
          .formatted(
              "system",
              "frequency",
              "examples/s median (min-max)",
              "first epoch s",
              "x local",
              "x limit",
              "x exp.",
              "x dir.",
              "heap MB",
              "rss MB",
              "MB/round");

  private final Machine machine;
  private final TrainingCase bench;
  private final ComparisonPlan plan;
  private final List<SystemResult> outcomes;

  ComparisonResults(
      Machine machine, TrainingCase bench, ComparisonPlan plan, List<SystemResult> outcomes) {
    this.machine = machine;
    this.bench = bench;
    this.plan = plan;
    this.outcomes = outcomes;
  }

  /** A line for each system and frequency. */
  public String table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %d cores, Java %s, Spark %s on %s"
            .formatted(
                machine.processor(),
                machine.cores(),
                machine.java(),
                machine.spark(),
                machine.master()));
    lines.add(
        "MLP %s, %d examples, batch %d, %d workers; %d runs of %d epochs%s"
            .formatted(
                bench.layers(),
                bench.examples(),
                bench.batchSize(),
                bench.workers(),
                plan.repetitions(),
                plan.epochs(),
                plan.hasStock() ? "; stock masters " + stock() : ""));
    lines.add("");
    lines.add(HEAD);
    outcomes.forEach(outcome -> lines.add(line(outcome)));
    return String.join("\n", lines) + "\n";
  }

  private String stock() {
    return plan.stock().name().toLowerCase(Locale.ROOT);
  }

  private String line(SystemResult outcome) {
    MedianAndRange rate = examplesPerSecond(outcome);
    int frequency = outcome.averagingFrequency();
    return String.format(
        Locale.ROOT,
        "%-21s %9s  %9.0f (%7.0f - %7.0f)  %14.2f  %7s %7s %7s %7s  %11s %11s  %8s",
        outcome.system(),
        frequency == 0 ? "" : frequency,
        rate.median(),
        rate.min(),
        rate.max(),
        outcome.firstEpochSeconds().median(),
        text(ratio(outcome, "local-fit", 0)),
        text(ratio(outcome, "limit", 0)),
        text(ratio(outcome, "stock-export", frequency)),
        text(ratio(outcome, "stock-direct", frequency)),
        megabytes(outcome.heapBytes(), outcome.executorHeapBytes()),
        megabytes(outcome.residentBytes(), outcome.executorResidentBytes()),
        frequency == 0 ? "" : String.format(Locale.ROOT, "%.2f", bytesPerRound(outcome) / 1e6));
  }

  /** Megabytes of the driver, and where there are executors of the largest one. */
  private static String megabytes(long driver, long executor) {
    return (driver >> 20) + (executor == 0 ? "" : " + " + (executor >> 20));
  }

  private static String text(Optional<Double> ratio) {
    return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("");
  }

  /** How many times as fast as the median of another system; none if that was not measured. */
  private Optional<Double> ratio(SystemResult outcome, String system, int frequency) {
    return outcomes.stream()
        .filter(other -> other.system().equals(system) && other.averagingFrequency() == frequency)
        .map(other -> other.epochSeconds().median() / outcome.epochSeconds().median())
        .findFirst();
  }

  private MedianAndRange examplesPerSecond(SystemResult outcome) {
    MedianAndRange seconds = outcome.epochSeconds();
    return new MedianAndRange(
        bench.examples() / seconds.median(),
        bench.examples() / seconds.max(),
        bench.examples() / seconds.min());
  }

  private double bytesPerRound(SystemResult outcome) {
    int rounds =
        (bench.iterationsPerEpoch() + outcome.averagingFrequency() - 1)
            / outcome.averagingFrequency();
    return (double) outcome.bytesMoved() / rounds;
  }

  /** {@code {"machine": ..., "case": ..., "results": [...]}}. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("case", caseJson());
    all.put("results", outcomes.stream().map(this::json).toList());
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all)
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> caseJson() {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("layers", bench.layers());
    sizes.put("parameters", bench.network().numParams());
    sizes.put("examples", bench.examples());
    sizes.put("batchSize", bench.batchSize());
    sizes.put("workers", bench.workers());
    sizes.put("epochs", plan.epochs());
    sizes.put("repetitions", plan.repetitions());
    sizes.put("warmUpSeconds", plan.warmUpSeconds());
    sizes.put("stock", stock());
    return sizes;
  }

  private Map<String, Object> json(SystemResult outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    int frequency = outcome.averagingFrequency();
    result.put("system", outcome.system());
    if (frequency > 0) {
      result.put("averagingFrequency", frequency);
    }
    result.put("examplesPerSecond", examplesPerSecond(outcome));
    result.put("epochSeconds", outcome.epochSeconds());
    result.put("firstEpochSeconds", outcome.firstEpochSeconds().median());
    result.put("firstEpochSecondsRange", outcome.firstEpochSeconds());
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratio(outcome, "local-fit", 0).ifPresent(value -> ratios.put("local-fit", value));
    ratio(outcome, "limit", 0).ifPresent(value -> ratios.put("limit", value));
    ratio(outcome, "stock-export", frequency).ifPresent(value -> ratios.put("stock-export", value));
    ratio(outcome, "stock-direct", frequency).ifPresent(value -> ratios.put("stock-direct", value));
    result.put("timesAsFastAs", ratios);
    result.put("peakHeapBytes", outcome.heapBytes());
    result.put("peakResidentBytes", outcome.residentBytes());
    if (outcome.executorHeapBytes() > 0) {
      result.put("peakExecutorHeapBytes", outcome.executorHeapBytes());
      result.put("peakExecutorResidentBytes", outcome.executorResidentBytes());
    }
    if (frequency > 0) {
      result.put("bytesPerRound", Math.round(bytesPerRound(outcome)));
    }
    return result;
  }
}
