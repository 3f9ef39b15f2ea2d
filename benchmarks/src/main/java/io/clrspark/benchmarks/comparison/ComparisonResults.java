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
import java.util.stream.Collectors;

/** The results of a {@link Comparison}, as a table and as JSON. */
public final class ComparisonResults {

  /** A system that the others are held against, where it was measured. */
  private record Peer(String head, String system, boolean averages) {}

  private static final List<Peer> PEERS =
      List.of(
          new Peer("x local", "local-fit", false),
          new Peer("x limit", "limit", false),
          new Peer("x exp.", "stock-export", true),
          new Peer("x dir.", "stock-direct", true),
          new Peer("x gloo", "torch-gloo", true),
          new Peer("x ddp", "torch-ddp", false));

  private final Machine machine;
  private final TrainingCase bench;
  private final ComparisonPlan plan;
  private final List<SystemResult> outcomes;
  private final List<Peer> peers;
  private final long parameters;

  ComparisonResults(
      Machine machine, TrainingCase bench, ComparisonPlan plan, List<SystemResult> outcomes) {
    this.machine = machine;
    this.bench = bench;
    this.plan = plan;
    this.outcomes = outcomes;
    this.peers = PEERS.stream().filter(this::wasMeasured).toList();
    this.parameters = bench.network().numParams();
  }

  private boolean wasMeasured(Peer peer) {
    return outcomes.stream().anyMatch(outcome -> outcome.system().equals(peer.system()));
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
    lines.add(
        row(
            "system",
            "frequency",
            "examples/s median (min-max)",
            "first epoch s",
            peers.stream().map(Peer::head).toList(),
            "heap MB",
            "rss MB",
            "MB/round"));
    outcomes.forEach(outcome -> lines.add(line(outcome)));
    return String.join("\n", lines) + "\n";
  }

  private String stock() {
    return plan.stock().name().toLowerCase(Locale.ROOT);
  }

  private String line(SystemResult outcome) {
    MedianAndRange rate = examplesPerSecond(outcome);
    int frequency = outcome.averagingFrequency();
    return row(
        outcome.system(),
        frequency == 0 ? "" : String.valueOf(frequency),
        String.format(Locale.ROOT, "%9.0f (%7.0f - %7.0f)", rate.median(), rate.min(), rate.max()),
        text(Optional.of(outcome.firstEpochSeconds().median())),
        peers.stream().map(peer -> text(ratio(outcome, peer))).toList(),
        megabytes(outcome.heapBytes(), outcome.executorHeapBytes()),
        megabytes(outcome.residentBytes(), outcome.executorResidentBytes()),
        text(bytesPerRound(outcome).map(bytes -> bytes / 1e6)));
  }

  private static String row(
      String system,
      String frequency,
      String rate,
      String first,
      List<String> ratios,
      String heap,
      String resident,
      String bytes) {
    String columns = ratios.stream().map("%8s"::formatted).collect(Collectors.joining());
    return "%-21s %9s  %29s  %14s %s  %11s %11s  %8s"
        .formatted(system, frequency, rate, first, columns, heap, resident, bytes)
        .stripTrailing();
  }

  /** Megabytes of the driver, and where there are executors of the largest one; "" if not known. */
  private static String megabytes(long driver, long executor) {
    String executors = executor == 0 ? "" : " + " + (executor >> 20);
    return driver == 0 ? "" : (driver >> 20) + executors;
  }

  private static String text(Optional<Double> number) {
    return number.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("");
  }

  /** How many times as fast as the median of another system; none if that was not measured. */
  private Optional<Double> ratio(SystemResult outcome, Peer peer) {
    int frequency = peer.averages() ? outcome.averagingFrequency() : 0;
    return outcomes.stream()
        .filter(other -> other.system().equals(peer.system()))
        .filter(other -> other.averagingFrequency() == frequency)
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

  /**
   * None without rounds, and where rounds share a job: Spark counts bytes when a task ends, so
   * there it has counted less than the parameters once a round.
   */
  private Optional<Double> bytesPerRound(SystemResult outcome) {
    if (outcome.averagingFrequency() == 0) {
      return Optional.empty();
    }
    int iterations = bench.iterationsPerEpoch();
    int rounds = (iterations - 1) / outcome.averagingFrequency() + 1;
    double bytes = (double) outcome.bytesMoved() / rounds;
    return Optional.of(bytes).filter(counted -> counted > parameters * Float.BYTES);
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
    sizes.put("parameters", parameters);
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
    peers.forEach(
        peer -> ratio(outcome, peer).ifPresent(value -> ratios.put(peer.system(), value)));
    result.put("timesAsFastAs", ratios);
    if (outcome.heapBytes() > 0) {
      result.put("peakHeapBytes", outcome.heapBytes());
      result.put("peakResidentBytes", outcome.residentBytes());
    }
    if (outcome.heapBytes() > 0 && frequency > 0) {
      result.put("driverProcessorSecondsPerEpoch", outcome.processorSeconds());
    }
    if (outcome.executorHeapBytes() > 0) {
      result.put("peakExecutorHeapBytes", outcome.executorHeapBytes());
      result.put("peakExecutorResidentBytes", outcome.executorResidentBytes());
    }
    bytesPerRound(outcome).ifPresent(bytes -> result.put("bytesPerRound", Math.round(bytes)));
    return result;
  }
}
