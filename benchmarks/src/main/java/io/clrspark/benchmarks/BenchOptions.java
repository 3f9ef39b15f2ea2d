package io.clrspark.benchmarks;

import io.clrspark.benchmarks.comparison.Comparison;
import io.clrspark.benchmarks.comparison.ComparisonPlan;
import io.clrspark.benchmarks.system.StockSettings;
import io.clrspark.benchmarks.system.TrainingCase;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.UsageException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The options of {@link Bench} as what they mean; a wrong one is a {@link UsageException}. */
final class BenchOptions {

  static final String JSON = "--json";
  static final String PEER = "--peer";

  /** All options; each takes a value. */
  static final Set<String> NAMES =
      Set.of(
          "--averaging",
          "--averaging-frequency",
          "--batch-size",
          "--epochs",
          "--examples",
          JSON,
          "--layers",
          PEER,
          "--repetitions",
          "--stock",
          "--systems",
          "--warm-up",
          "--workers");

  private BenchOptions() {}

  static TrainingCase trainingCase(CommandLine line) {
    List<Integer> layers = numbers(line, "--layers", "784-500-100-10", "-");
    if (layers.size() < 2) {
      throw new UsageException("Option --layers needs at least two sizes, such as 784-100-10.");
    }
    return new TrainingCase(
        layers,
        number(line, "--examples", "20000"),
        number(line, "--batch-size", "64"),
        number(line, "--workers", "2"));
  }

  static ComparisonPlan plan(CommandLine line) {
    int epochs = number(line, "--epochs", "4");
    if (epochs < 2) {
      throw new UsageException("Option --epochs needs at least 2: the first is counted apart.");
    }
    return new ComparisonPlan(
        systems(line),
        numbers(line, "--averaging-frequency", "5,10,20", ","),
        epochs,
        number(line, "--repetitions", "3"),
        number(line, "--warm-up", "5"),
        oneOf(line, "--averaging", Averaging.AUTO),
        oneOf(line, "--stock", StockSettings.TUNED));
  }

  private static Set<String> systems(CommandLine line) {
    Set<String> systems = new LinkedHashSet<>(Comparison.SYSTEMS);
    line.option("--systems")
        .ifPresent(
            names -> {
              systems.clear();
              systems.addAll(List.of(names.split(",", -1)));
            });
    for (String system : systems) {
      if (!Comparison.SYSTEMS.contains(system)) {
        throw new UsageException(
            "Unknown system "
                + system
                + ". They are "
                + String.join(",", Comparison.SYSTEMS)
                + ".");
      }
    }
    if (hasTorch(line)) {
      systems.addAll(Comparison.TORCH);
    }
    return systems;
  }

  /** Whether PyTorch is to run too. */
  static boolean hasTorch(CommandLine line) {
    line.option(PEER)
        .filter(name -> !name.equals("torch"))
        .ifPresent(
            name -> {
              throw new UsageException("Option --peer needs torch, not " + name + ".");
            });
    return line.option(PEER).isPresent();
  }

  private static <E extends Enum<E>> E oneOf(CommandLine line, String option, E otherwise) {
    Map<String, E> all = new LinkedHashMap<>();
    for (E one : otherwise.getDeclaringClass().getEnumConstants()) {
      all.put(one.name().toLowerCase(Locale.ROOT), one);
    }
    String name = line.option(option).orElse(otherwise.name().toLowerCase(Locale.ROOT));
    if (!all.containsKey(name)) {
      throw new UsageException(
          "Option %s needs one of %s, not %s."
              .formatted(option, String.join(", ", all.keySet()), name));
    }
    return all.get(name);
  }

  private static int number(CommandLine line, String option, String otherwise) {
    return whole(option, line.option(option).orElse(otherwise));
  }

  private static List<Integer> numbers(
      CommandLine line, String option, String otherwise, String separator) {
    String value = line.option(option).orElse(otherwise);
    return List.of(value.split(separator, -1)).stream().map(text -> whole(option, text)).toList();
  }

  private static int whole(String option, String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new UsageException("Option " + option + " needs whole numbers >= 1, not " + text + ".");
    }
    return Integer.parseInt(text);
  }
}
