package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.jobs.bench.BenchCase;
import io.clrspark.jobs.bench.BenchPlan;
import io.clrspark.jobs.bench.BenchResults;
import io.clrspark.jobs.bench.Benchmark;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.driver.JobContext;
import io.clrspark.jobs.output.TextFile;
import io.clrspark.training.Averaging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.paramavg.util.ExportSupport;

/** {@code bin/clr bench}: this engine beside DL4J's own ways to train. */
public final class Bench extends SparkCommand {

  /** The options that take a value. */
  private static final Set<String> OPTIONS =
      Set.of(
          "--averaging",
          "--averaging-frequency",
          "--batch-size",
          "--epochs",
          "--examples",
          "--json",
          "--layers",
          "--repetitions",
          "--stock",
          "--systems",
          "--warm-up",
          "--workers");

  private static final String EXPORT = "stock-export";

  private static final String HELP =
      """
      Usage: bin/clr bench [options]

      Trains the same network on the same data with DL4J's fit in one process (local-fit), with
      replicas that never average (limit), with DL4J's ParallelWrapper, with this engine, and with
      DL4J's ParameterAveragingTrainingMaster (stock-export, stock-direct), in turn, and prints
      examples a second, how many times as fast that is, memory, and bytes a round.

        --layers A-B-C           sizes of the MLP's layers; 784-500-100-10 unless given
        --examples N             20000
        --batch-size N           64
        --workers N              2
        --averaging-frequency N[,N...]
                                 5,10,20
        --averaging WHERE        where this engine averages: auto, driver or executors
        --epochs N               epochs of a run; 4. The first is counted apart
        --repetitions N          runs of each system; 3
        --warm-up SECONDS        that each system trains for at least before all are measured; 5
        --systems NAME[,NAME...] only these
        --stock HOW              DL4J's ParameterAveragingTrainingMaster: tuned (its data cached,
                                 threads as Spark gives them) or defaults (DL4J's own)
        --json FILE              writes the results there too
        --conf KEY=VALUE         sets a Spark property, any number of times
        --debug                  shows the stack trace of an error
        --help                   shows this

      Every other option goes to spark-submit. With a cluster as --master, local-fit and
      parallel-wrapper use the driver's machine.
      """;

  public Bench() {
    super("bench", "measure the engine beside DL4J's own training", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Bench().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return OPTIONS;
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    if (!line.positional().isEmpty()) {
      throw new UsageException("bench takes options only, not " + line.positional().get(0) + ".");
    }
    bench(line);
    plan(line);
    json(line);
    List<String> arguments = new ArrayList<>();
    for (String option : OPTIONS) {
      line.option(option).ifPresent(value -> arguments.addAll(List.of(option, value)));
    }
    Map<String, String> defaults = SparkDefaults.rounds();
    defaults.put("spark.ui.enabled", "false");
    defaults.put("spark.master", "local[2]");
    defaults.put("spark.driver.memory", "3g");
    return Submission.empty().withDefaults(defaults).withArguments(arguments);
  }

  @Override
  protected void run(List<String> arguments) {
    CommandLine line = parse(arguments);
    BenchCase bench = bench(line);
    BenchPlan plan = plan(line);
    try (JavaSparkContext spark = JobContext.start()) {
      BenchPlan possible = withoutExport(plan, line, spark);
      BenchResults results = new Benchmark(spark, bench).run(possible, System.err::println);
      System.out.print(results.table());
      json(line)
          .map(file -> new TextFile("results", file.toString()))
          .ifPresent(file -> file.write(results.json()));
    }
  }

  /**
   * The plan, without DL4J's Export where DL4J refuses it: before hours are spent.
   *
   * @throws ClrException if the command asks for it by name
   */
  private static BenchPlan withoutExport(BenchPlan plan, CommandLine line, JavaSparkContext spark) {
    if (!plan.systems().contains(EXPORT) || ExportSupport.exportSupported(spark)) {
      return plan;
    }
    String why =
        "DL4J refuses Export on %s while the default file system is the local one"
            .formatted(spark.master());
    String wayOut = "set --conf spark.hadoop.fs.defaultFS=hdfs://HOST";
    if (line.option("--systems").isPresent()) {
      throw new ClrException(why + ": " + wayOut + ", or leave " + EXPORT + " out of --systems.");
    }
    System.err.println(EXPORT + " is left out: " + why + "; to have it, " + wayOut + ".");
    return plan.without(EXPORT);
  }

  private static BenchCase bench(CommandLine line) {
    List<Integer> layers = numbers(line, "--layers", "784-500-100-10", "-");
    if (layers.size() < 2) {
      throw new UsageException("Option --layers needs at least two sizes, such as 784-100-10.");
    }
    return new BenchCase(
        layers,
        number(line, "--examples", "20000"),
        number(line, "--batch-size", "64"),
        number(line, "--workers", "2"));
  }

  private static BenchPlan plan(CommandLine line) {
    int epochs = number(line, "--epochs", "4");
    if (epochs < 2) {
      throw new UsageException("Option --epochs needs at least 2: the first is counted apart.");
    }
    return new BenchPlan(
        systems(line),
        numbers(line, "--averaging-frequency", "5,10,20", ","),
        epochs,
        number(line, "--repetitions", "3"),
        number(line, "--warm-up", "5"),
        oneOf(line, "--averaging", Averaging.AUTO),
        oneOf(line, "--stock", BenchPlan.Stock.TUNED));
  }

  private static Set<String> systems(CommandLine line) {
    Set<String> systems = new LinkedHashSet<>(Benchmark.SYSTEMS);
    line.option("--systems")
        .ifPresent(
            names -> {
              systems.clear();
              systems.addAll(List.of(names.split(",", -1)));
            });
    for (String system : systems) {
      if (!Benchmark.SYSTEMS.contains(system)) {
        throw new UsageException(
            "Unknown system " + system + ". They are " + String.join(",", Benchmark.SYSTEMS) + ".");
      }
    }
    return systems;
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

  /** Where the JSON goes; the folder must be there before hours are spent. */
  private static Optional<Path> json(CommandLine line) {
    Optional<Path> file = line.option("--json").map(Path::of);
    file.map(Path::toAbsolutePath)
        .map(Path::getParent)
        .filter(folder -> !Files.isWritable(folder))
        .ifPresent(
            folder -> {
              throw new ClrException(
                  "Cannot write " + file.get() + ": its folder is not there, or not writable.");
            });
    return file;
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
