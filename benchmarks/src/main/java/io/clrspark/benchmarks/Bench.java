package io.clrspark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clrspark.ClrException;
import io.clrspark.benchmarks.comparison.Comparison;
import io.clrspark.benchmarks.comparison.ComparisonPlan;
import io.clrspark.benchmarks.comparison.ComparisonResults;
import io.clrspark.benchmarks.system.TorchTrainer;
import io.clrspark.files.OutputFile;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.driver.JobContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.paramavg.util.ExportSupport;

/** {@code bin/clr bench}: compares this engine with DL4J's own ways to train. */
public final class Bench extends SparkCommand {

  private static final String EXPORT = "stock-export";
  private static final String HELP =
      """
      Usage: bin/clr bench [options]

      Trains the same network on the same data with DL4J's fit in one process (local-fit), with
      replicas that never average (limit), with DL4J's ParallelWrapper, with this engine, and with
      DL4J's ParameterAveragingTrainingMaster (stock-export, stock-direct), in turn, and prints
      examples per second, how many times as fast that is, memory, and the bytes that a round
      moves, where rounds are Spark jobs of their own.

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
        --peer torch             also trains with PyTorch, in a process for each worker: torch-gloo
                                 averages parameters and momentum, torch-ddp gradients at each
                                 update. It takes the python3 of the PATH
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
    return BenchOptions.NAMES;
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    if (!line.positional().isEmpty()) {
      throw new UsageException("bench takes options only, not " + line.positional().get(0) + ".");
    }
    BenchOptions.trainingCase(line);
    BenchOptions.plan(line);
    jsonFile(line);
    List<String> arguments = new ArrayList<>();
    for (String option : BenchOptions.NAMES) {
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
    if (BenchOptions.hasTorch(line)) {
      TorchTrainer.check();
    }
    try (JavaSparkContext spark = JobContext.start()) {
      ComparisonPlan possible = withoutExport(BenchOptions.plan(line), line, spark);
      Comparison comparison = new Comparison(spark, BenchOptions.trainingCase(line));
      ComparisonResults results = comparison.run(possible, System.err::println);
      System.out.print(results.table());
      jsonFile(line)
          .map(file -> OutputFile.at(BenchOptions.JSON, file.toString(), new Configuration()))
          .ifPresent(file -> file.write(results.json().getBytes(UTF_8)));
    }
  }

  /**
   * The plan, without DL4J's Export on a cluster where DL4J would refuse it after hours.
   *
   * @throws ClrException if the command asks for it by name
   */
  private static ComparisonPlan withoutExport(
      ComparisonPlan plan, CommandLine line, JavaSparkContext spark) {
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

  /**
   * The file for the JSON.
   *
   * @throws ClrException if its folder is missing or read-only, which shall not be found out after
   *     hours
   */
  private static Optional<Path> jsonFile(CommandLine line) {
    Optional<Path> file = line.option(BenchOptions.JSON).map(Path::of);
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
}
